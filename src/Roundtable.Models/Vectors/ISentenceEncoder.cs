namespace Roundtable.Models.Vectors;

/// <summary>
/// A sentence-vector model that runs in this process: it comes from an add-on package, whose native libraries are no part of the program (docs/packages.md).
/// </summary>
public interface ISentenceEncoder : IDisposable
{
    /// <summary>Which model it is, and how it makes vectors.</summary>
    public SentenceModel Model { get; }

    /// <summary>
    /// The vectors of texts, in their order. Each has the length <see cref="SentenceModel.Dimensions"/> and the norm 1, or 0 where a text has no tokens, and
    /// depends on its own text alone: not on the texts beside it, and not on the number of threads.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="threads">Maximum number of threads, 1 or more; it changes nothing but the time.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidDataException">When the model cannot be run on a text; the message is a sentence.</exception>
    public float[][] Encode(IReadOnlyList<string> texts, int threads, CancellationToken cancellation);
}
