"""Where NumPy and TensorFlow cross: a step of training by width and batch size."""

from benchmarks.timing import line


def main() -> None:
    """Print the time of a step, and TensorFlow's as a ratio of NumPy's."""
    from course_utils.visuals.crossover import measure_steps

    print("A step of training 64-width-width-1 (claim: NumPy wins small, TensorFlow wins large)")
    for timing in measure_steps():
        line(
            f"width {timing.width}, batches of {timing.batch_size}",
            f"{1000 * timing.numpy:.2f} ms",
            f"TensorFlow {timing.tensorflow / timing.numpy:.1f} times that",
        )
