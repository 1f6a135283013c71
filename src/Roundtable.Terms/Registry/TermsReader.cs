using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Registry;

/// <summary>Parses a terms document.</summary>
internal static class TermsReader
{
    private const string AnyUse = "any";

    /// <summary>Parses the document's own members; problems are added to <paramref name="problems"/>.</summary>
    public static TermsEntry Read(YamlMap map, EntryId id, IList<YamlProblem> problems)
    {
        var (from, until) = EntryReader.Days(map);
        var source = ReadSource(map, problems);
        var begin = from ?? source.Read;
        if (from is null && until < source.Read)
        {
            map.Problem("until", "'until' is before the day on which the text was read, and 'from' is unknown: give the first day.");
        }
        var nodes = map.List("clauses").ToList();
        List<(Clause Clause, YamlNode Node)> clauses = [];
        foreach (var node in nodes)
        {
            if (ReadClause(node, clauses.Count + 1, problems) is { } clause)
            {
                clauses.Add((clause, node));
            }
        }

        if (nodes.Count == 0)
        {
            map.Problem("clauses", "'clauses' is empty: write at least one, with the effect 'silent' where the text does not mention a use.");
        }

        Contradictions(map, clauses);
        return new TermsEntry
        {
            Id = id,
            Owner = EntryReader.Name(map, "whose"),
            From = begin,
            FromIsUnknown = from is null && EntryReader.IsUnknown(map),
            Until = until,
            Source = source,
            Confidence = Required<Confidence>(map, "confidence"),
            Aliases = [.. map.TextOrTexts("also").Select(t => t.Text)],
            Compatible = [.. map.TextOrTexts("compatible").Select(t => t.Text)],
            Access = AccessReader.Read(map, problems, begin),
            Clauses = [.. clauses.Select(c => c.Clause)],
        };
    }

    private static TextSource ReadSource(YamlMap map, IList<YamlProblem> problems)
    {
        if (map.Node("source") is not { } node || YamlMap.Of(node, "'source'", problems) is not { } source)
        {
            if (!map.Has("source"))
            {
                map.Problem(map.Itself, "'source' is missing: the 'address' of the text and the date on which it was 'read'.");
            }

            return new TextSource("", DateOnly.MinValue);
        }

        var address = source.RequiredText("address") ?? "";
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
        {
            source.Problem("address", $"'{address}' is not a web address: write it like https://host/terms.");
        }

        if (!source.Has("read"))
        {
            source.Problem(node, "'read' is missing: the date on which the text was read, such as 2026-01-31.");
        }

        Digest? digest = null;
        if (source.Text("digest") is { } written)
        {
            if (Digest.TryParse(written, null, out var parsed))
            {
                digest = parsed;
            }
            else
            {
                source.Problem("digest", "'digest' must be the SHA-256 of the text that was read: 64 hexadecimal digits.");
            }
        }

        var text = new TextSource(address, source.Day("read") ?? DateOnly.MinValue, digest, source.Text("copy"));
        source.End();
        return text;
    }

    private static Clause? ReadClause(YamlNode node, int number, IList<YamlProblem> problems)
    {
        if (YamlMap.Of(node, "A clause", problems) is not { } map)
        {
            return null;
        }

        var before = problems.Count;
        var subjects = map.Choices<Subject>("subject");
        if (!map.Has("subject"))
        {
            map.Problem(node, $"'subject' is missing: one or more of {string.Join(", ", Kebab.Names<Subject>())}.");
        }

        if (!map.Has("use"))
        {
            map.Problem(node, $"'use' is missing: any, or one or more of {string.Join(", ", Kebab.Names<Use>())}.");
        }

        var any = map.TextOrTexts("use") is [{ Text: AnyUse }];
        var effect = Required<Effect>(map, "effect");
        var conditions = map.List("conditions").Select(n => ConditionReader.Read(n, problems)).OfType<Condition>().ToList();
        if (problems.Count == before && effect == Effect.AllowIf != conditions.Count > 0)
        {
            map.Problem(
                conditions.Count > 0 ? "conditions" : "effect",
                conditions.Count > 0
                    ? $"The effect is '{Kebab.Name(effect)}'; with conditions it must be allow-if."
                    : "'allow-if' needs 'conditions': a list of conditions to meet.");
        }

        IReadOnlyList<Use> uses = any ? [] : map.Choices<Use>("use");
        var clause = new Clause(number, subjects, uses, effect, conditions, map.RequiredText("where") ?? "", map.RequiredText("says") ?? "")
        {
            Into = map.Choices<ModelKind>("into"),
        };
        map.End();
        return problems.Count == before ? clause : null;
    }

    /// <summary>Reports clauses that contradict each other: for the same subject and use, conditions accumulate but effects must agree.</summary>
    private static void Contradictions(YamlMap map, List<(Clause Clause, YamlNode Node)> clauses)
    {
        for (var i = 1; i < clauses.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (clauses[j].Clause, clauses[i].Clause);
                if (Class(a.Effect) != Class(b.Effect) && Overlap(a, b) is { } both)
                {
                    map.Problem(
                        clauses[i].Node,
                        $"This clause says '{Kebab.Name(b.Effect)}' for {both}, "
                        + $"but clause {a.Number} says '{Kebab.Name(a.Effect)}': they contradict each other.");
                }
            }
        }

        static int Class(Effect effect) => effect == Effect.AllowIf ? (int)Effect.Allow : (int)effect;
    }

    private static string? Overlap(Clause a, Clause b)
    {
        foreach (var subject in a.Subjects.Where(b.Subjects.Contains))
        {
            if (a.Uses.Count == 0 && b.Uses.Count == 0)
            {
                return $"every other use of {Kebab.Name(subject)}";
            }

            foreach (var use in a.Uses.Where(b.Uses.Contains))
            {
                return $"{Kebab.Name(subject)} and {Kebab.Name(use)}";
            }
        }

        return null;
    }

    private static T Required<T>(YamlMap map, string key)
        where T : struct, Enum
    {
        if (!map.Has(key))
        {
            map.Problem(map.Itself, $"'{key}' is missing: one of {string.Join(", ", Kebab.Names<T>())}.");
        }

        return map.Choice<T>(key) ?? default;
    }
}
