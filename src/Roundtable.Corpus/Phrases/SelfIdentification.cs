using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>Searches a text, around its triggers, for what models say of themselves and what programs around them leave. Not thread-safe.</summary>
internal sealed class SelfIdentification(PatternGrammar grammar)
{
    // Bytes around a trigger: what a sentence and those beside it take.
    private const int Before = 500;
    private const int After = 400;

    /// <summary>Characters before a hit in which it may say that somebody else said it.</summary>
    public const int MaxReport = 60;

    private readonly FoldedText _folded = new();
    private readonly List<SelfHit> _hits = [];
    private readonly Dictionary<LiteralSet, bool> _stands = [];
    private bool _isAscii;

    /// <summary>Adds the hits in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="triggers">The bytes at which triggers begin in it, in any order; the list is sorted.</param>
    /// <param name="into">Receives the hits, none overlapping another, in their order; it is empty before.</param>
    public void Find(ReadOnlySpan<byte> text, List<(int Place, WordTriggers.Kinds Kind)> triggers, List<SelfHit> into)
    {
        _hits.Clear();
        triggers.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        for (var i = 0; i < triggers.Count;)
        {
            var (start, end, kinds) = (Math.Max(0, triggers[i].Place - Before), Math.Min(text.Length, triggers[i].Place + After), triggers[i].Kind);
            for (i++; i < triggers.Count && triggers[i].Place - Before <= end; i++)
            {
                (end, kinds) = (Math.Min(text.Length, triggers[i].Place + After), kinds | triggers[i].Kind);
            }

            Search(text, Boundary(text, start), Boundary(text, end), kinds);
        }

        // Several patterns find the same words: the strongest and longest speaks for them.
        foreach (var hit in _hits
            .OrderByDescending(h => h.Strength)
            .ThenByDescending(h => h.Length)
            .ThenBy(h => h.Start)
            .ThenBy(h => h.Rule, StringComparer.Ordinal))
        {
            if (!into.Exists(h => h.Start < hit.Start + hit.Length && hit.Start < h.Start + h.Length))
            {
                into.Add(hit);
            }
        }

        into.Sort(static (one, other) => one.Start.CompareTo(other.Start));
    }

    private void Search(ReadOnlySpan<byte> text, int start, int end, WordTriggers.Kinds kinds)
    {
        _folded.Fold(text, start, end);
        var part = _folded.Text;
        _isAscii = Ascii.IsValid(part);
        _stands.Clear();
        if (kinds.HasFlag(WordTriggers.Kinds.Trace))
        {
            foreach (var rule in grammar.Traces)
            {
                Search(text, part, rule, null);
            }
        }

        if (kinds.HasFlag(WordTriggers.Kinds.Pattern))
        {
            foreach (var language in grammar.Languages)
            {
                if (language.Cues.IsIn(part, _isAscii))
                {
                    foreach (var rule in language.Rules)
                    {
                        Search(text, part, rule, language);
                    }
                }
            }
        }
    }

    private void Search(ReadOnlySpan<byte> text, string part, PatternRule rule, LanguageRules? language)
    {
        foreach (var set in rule.Needs.Value.Required)
        {
            if (!Stands(set, part))
            {
                return;
            }
        }

        foreach (var match in rule.Matches(part))
        {
            var hit = match.Groups["hit"];
            var (start, end) = (_folded.Start(hit.Index), _folded.End(hit.Index + hit.Length - 1));
            var isReported = Quotation.Contains(text, start, end) || (language is not null && (IsReported(part, hit, language) || IsQuestion(part, hit)));
            var model = rule.Vendor is null ? grammar.Model(hit.Value) : null;
            _hits.Add(new SelfHit(rule.Id, isReported ? Strength.Weak : rule.Strength, model, start, end - start, isReported));
        }
    }

    /// <summary>Whether one of the strings stands in the part; rules of a language require the same ones.</summary>
    private bool Stands(LiteralSet set, string part)
    {
        ref var stands = ref CollectionsMarshal.GetValueRefOrAddDefault(_stands, set, out var isKnown);
        return isKnown ? stands : stands = set.IsIn(part, _isAscii);
    }

    /// <summary>Whether the words before or directly after it say that somebody else said, thinks or pretends it.</summary>
    private static bool IsReported(string part, Group hit, LanguageRules language)
    {
        var from = Math.Max(0, hit.Index - MaxReport);
        return language.Report.Value.IsMatch(part[from..hit.Index]) || language.After.Value.IsMatch(part[(hit.Index + hit.Length)..]);
    }

    /// <summary>Whether it is asked, and not something else after a comma.</summary>
    private static bool IsQuestion(string part, Group hit)
    {
        var end = part.AsSpan(hit.Index + hit.Length).IndexOfAny(".,!?\n");
        return end >= 0 && part[hit.Index + hit.Length + end] == '?';
    }

    /// <summary>A position or one shortly before it that is not within a character.</summary>
    private static int Boundary(ReadOnlySpan<byte> text, int at)
    {
        while (at > 0 && at < text.Length && (text[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }
}
