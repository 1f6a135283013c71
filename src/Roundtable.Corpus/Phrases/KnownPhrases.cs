namespace Roundtable.Corpus.Phrases;

/// <summary>A list, ready to be searched for: its phrases in every spelling, its patterns, and the triggers of both. Thread-safe.</summary>
internal sealed class KnownPhrases
{
    private readonly int[] _phrases;
    private readonly PhraseIndex _index;
    private readonly WordTriggers _triggers = new();
    private readonly Lazy<PatternGrammar> _grammar;

    /// <summary>Indexes a list.</summary>
    public KnownPhrases(PhraseFile file)
    {
        var literals = file.Literals();
        (File, _phrases, _index) = (file, [.. literals.Select(l => l.Phrase)], new PhraseIndex([.. literals.Select(l => l.Text)]));
        foreach (var (text, _) in literals)
        {
            _triggers.AddPhrase(text);
        }

        PatternGrammar.AddTriggers(file, _triggers);
        _grammar = new Lazy<PatternGrammar>(() => new PatternGrammar(file));
    }

    /// <summary>The list that is built into the program.</summary>
    public static KnownPhrases Current { get; } = new(PhraseFile.Current);

    /// <summary>The list.</summary>
    public PhraseFile File { get; }

    /// <summary>Its patterns; compiled when they are first needed, since most texts contain no trigger.</summary>
    public PatternGrammar Grammar => _grammar.Value;

    /// <summary>The words that call for a search.</summary>
    public WordTriggers Triggers => _triggers;

    /// <summary>Adds the phrases in a text, ordered by their end; each hit names a phrase of the list, whatever its spelling.</summary>
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        var first = into.Count;
        _index.Find(text, into);
        for (var i = first; i < into.Count; i++)
        {
            into[i] = into[i] with { Phrase = _phrases[into[i].Phrase] };
        }
    }
}
