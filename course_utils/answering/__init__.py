"""What runs beside a submission: it puts questions to a learner's function and says what came.

Nothing here knows what is right. Only plain data (`plain`) crosses from here to a judge, as JSON
(`wire`) where the judge is another process.
"""
