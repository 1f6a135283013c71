namespace Roundtable.Deliberation.Questions;

/// <summary>Finds the alternatives on both sides of an "or".</summary>
internal static class Alternatives
{
    private static readonly string[] Or = [" or "];

    /// <summary>
    /// The alternatives that a question from its auxiliary on offers: "Should we use Postgres, MySQL or SQLite for billing"
    /// → Postgres, MySQL, SQLite. Empty where it offers none.
    /// </summary>
    public static IReadOnlyList<string> In(string asked)
    {
        var at = asked.LastIndexOf(" or ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return [];
        }

        var right = WithoutSubject([.. AskedSentence.Words(asked[(at + Or[0].Length)..])]);
        var left = asked[..at].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(p => p.Split(Or, StringSplitOptions.TrimEntries))
            .Select(p => AskedSentence.Words(p).ToList())
            .Where(p => p.Count > 0)
            .ToList();
        if (right.Count == 0 || left.Count == 0
            || QuestionVocabulary.NotAlternatives.Contains(right[0])
            || left.Any(p => p.Any(QuestionVocabulary.Describing.Contains)))
        {
            return [];
        }

        var first = WithoutSubject(left[0]);
        if (first.Count == 0)
        {
            return [];
        }

        Trim(ref first, ref right, left.Count > 1 ? left[1].Count : 0);
        return
        [
            .. left.Skip(1).Prepend(first).Append(right)
                .Select(words => string.Join(' ', words).Replace("\"", "", StringComparison.Ordinal))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The alternatives after a question's last comma or colon: "Which is better, Rust or Go" → Rust, Go.</summary>
    public static IReadOnlyList<string> AtTheEndOf(string asked)
    {
        var words = asked.Split([':', '–', '—'], 2);
        var tail = words.Length == 2 ? words[1] : asked.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? asked[(comma + 1)..] : "";
        var parts = tail.Split([", or ", " or ", ","], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var alternatives = parts.Select(AskedSentence.Words).Where(w => w.Count > 0).ToList();
        return tail.Contains(" or ", StringComparison.Ordinal) && alternatives.Count > 1 && !QuestionVocabulary.NotAlternatives.Contains(alternatives[^1][0])
            ? [.. alternatives.Select(w => string.Join(' ', w))]
            : [];
    }

    // "Should we ship" → "ship"; "Is Rust" → "Rust".
    private static List<string> WithoutSubject(List<string> words)
    {
        var start = words.Count > 0 && QuestionVocabulary.Auxiliary.Contains(words[0]) ? 1 : 0;
        if (start == 1 && words.Count > 1 && QuestionVocabulary.Pronouns.Contains(words[1]))
        {
            start = 2;
        }

        return [.. words.Skip(start).Where(w => !w.Equals("either", StringComparison.OrdinalIgnoreCase))];
    }

    // The first side still has the words before the alternatives, the last side those after them.
    private static void Trim(ref List<string> first, ref List<string> last, int between)
    {
        if (QuestionVocabulary.Verbs.Contains(last[0]) || first[0].Equals(last[0], StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var tail = last.FindIndex(1, QuestionVocabulary.Tail.Contains);
        var verb = first.FindLastIndex(QuestionVocabulary.Verbs.Contains);
        if (verb >= 0 && verb < first.Count - 1)
        {
            var start = verb + 1;
            while (start < first.Count - 1 && QuestionVocabulary.Particles.Contains(first[start]))
            {
                start++;
            }

            first = first[start..];
            last = tail > 0 ? last[..tail] : last;
        }
        else
        {
            last = tail > 0 ? last[..tail] : last;
            var length = between > 0 ? between : Math.Min(first.Count, last.Count);
            first = first[^Math.Min(length, first.Count)..];
            last = last[..Math.Min(length, last.Count)];
        }
    }
}
