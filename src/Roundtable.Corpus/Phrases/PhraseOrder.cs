namespace Roundtable.Corpus.Phrases;

/// <summary>Hits by their end, then by the phrase.</summary>
internal sealed class PhraseOrder : IComparer<PhraseHit>
{
    public static PhraseOrder Instance { get; } = new();

    public int Compare(PhraseHit x, PhraseHit y)
    {
        var ends = (x.Start + x.Length).CompareTo(y.Start + y.Length);
        return ends != 0 ? ends : x.Phrase.CompareTo(y.Phrase);
    }
}
