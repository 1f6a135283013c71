using Roundtable.Annotation.Codebooks;

namespace Roundtable.Annotation.Labelling;

/// <summary>What an answer to a <see cref="LabelForm"/> says. A closed hierarchy: the nested types are all there are.</summary>
public abstract record LabelReading
{
    private protected LabelReading()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>A label, or that it cannot tell.</summary>
    /// <param name="Answer">The answer.</param>
    /// <param name="Confidence">The confidence that the seat states, 0 to 1; null where it states none.</param>
    public sealed record Labelled(CodebookAnswer Answer, double? Confidence) : LabelReading
    {
        private protected override void Seal() { }
    }

    /// <summary>The model declined.</summary>
    /// <param name="ByProvider">Whether the provider's API reported it.</param>
    public sealed record Refused(bool ByProvider) : LabelReading
    {
        private protected override void Seal() { }
    }

    /// <summary>Nothing can be read from it.</summary>
    /// <param name="Error">What is wrong with it, as the end of a sentence.</param>
    public sealed record Unreadable(string Error) : LabelReading
    {
        private protected override void Seal() { }
    }
}
