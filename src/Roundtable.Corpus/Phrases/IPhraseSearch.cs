namespace Roundtable.Corpus.Phrases;

/// <summary>Finds every place at which any of many phrases stands in a text, ASCII letter case aside, also where they overlap. For one thread.</summary>
public interface IPhraseSearch : IDisposable
{
    /// <summary>Adds the hits in a text, ordered by their end and then by the phrase.</summary>
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into);
}
