using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Labelling;

/// <summary>
/// Which texts of a row a declaration is about: those that its field refers to by name, else those of the object in which it stands. A model's name is about
/// completions; where it is one of a list as long as that of the completions beside it, it is about the one at its place; where a completion has a model's
/// name of
/// its own, others are not about it.
/// </summary>
internal static class CompletionScope
{
    /// <summary>Whether a text is a completion: an answer, preferred or not.</summary>
    public static bool IsCompletion(RowPart part) => part.Role is FieldRole.Response or FieldRole.Chosen or FieldRole.Rejected;

    /// <summary>
    /// Evidence of a declaration, limited to the texts that it is about; as it is where these are all that it can be about, null where there are none.
    /// </summary>
    public static Evidence? Limited(Evidence evidence, RowText row, RowPlan plan, int declaration)
    {
        var isModel = evidence.Model is not null || plan.IsModel(row.Declarations[declaration].Field);
        if (!isModel && evidence.Indicates == Origin.Unknown)
        {
            // A licence is that of the row.
            return evidence;
        }

        if (IsWhole(row, plan, declaration))
        {
            // That a model is named beside a question does not show who asked it.
            return isModel && row.Parts.Count > 0 && !row.Parts.Any(p => IsCompletion(p) || p.Role == FieldRole.Text)
                ? evidence with { Indicates = Origin.Unknown }
                : evidence;
        }

        var (about, all) = (0, 0);
        List<int> parts = [];
        var hasCompletions = row.Parts.Any(p => IsWritten(p, plan));
        var isCloser = false;
        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            if (isModel && !(hasCompletions ? IsWritten(part, plan) : part.Role == FieldRole.Text))
            {
                continue;
            }

            all++;
            if (IsAbout(row, plan, declaration, i))
            {
                var closer = isModel && HasCloser(row, plan, declaration, i);
                isCloser |= closer;
                about += closer ? 0 : 1;
                parts.AddRange(closer ? [] : [i]);
            }
        }

        var (index, count) = Place(row, declaration);
        if (count > 1 && isCloser)
        {
            // A list of the models that are named one by one beside what they wrote.
            return null;
        }

        if (count > 1 && count == parts.Count)
        {
            parts = [parts[index]];
            about = 1;
        }

        return row.Parts.Count == 0 ? evidence
            : all == 0 ? evidence with { Indicates = Origin.Unknown }
            : about == 0 ? null
            : about == all && count <= 1 ? evidence
            : evidence with { Spans = [.. parts.Select(p => RowSpans.Of(row, plan, p, 0, row.Parts[p].Length))] };
    }

    /// <summary>
    /// The origins of a row's completions, where it has several and they differ in their origin or their models; else empty: each then has that of the row.
    /// </summary>
    public static IReadOnlyList<CompletionOrigin> Of(RowText row, RowPlan plan, List<Evidence> evidence)
    {
        if (row.Parts.Count < 2 || !evidence.Exists(e => e.Spans.Count > 0))
        {
            return [];
        }

        List<CompletionOrigin> completions = [];
        for (var i = 0; i < row.Parts.Count; i++)
        {
            if (IsCompletion(row.Parts[i]))
            {
                var place = RowSpans.Of(row, plan, i, 0, 0);
                List<Evidence> about = [.. evidence.Where(e => e.Spans.Count == 0 || e.Spans.Any(s => s.Field == place.Field && s.Turn == place.Turn))];
                completions.Add(new CompletionOrigin(place.Field, place.Turn, OriginRule.Of(about), Models(about)));
            }
        }

        var first = completions.FirstOrDefault();
        return completions.Exists(c => c.Origin != first!.Origin || !c.Models.SequenceEqual(first.Models, StringComparer.Ordinal)) ? completions : [];
    }

    /// <summary>Whether a declaration is about all texts of the row, and no other one is about fewer: the most frequent case.</summary>
    private static bool IsWhole(RowText row, RowPlan plan, int declaration)
    {
        for (var i = 0; i < row.Declarations.Count; i++)
        {
            if (plan.About(row.Declarations[i].Field) >= 0 || row.Scope(i) != (0, row.Parts.Count)
                || (i != declaration && row.Declarations[i].Field == row.Declarations[declaration].Field))
            {
                return false;
            }
        }

        return !row.Parts.Any(p => IsCompletion(p) && !IsWritten(p, plan));
    }

    private static List<string> Models(List<Evidence> evidence) =>
    [
        .. evidence.Where(e => e.Indicates == Origin.Synthetic && e.Strength >= Strength.Moderate).Select(e => e.Model).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a text is a completion that a model beside it may have written, and not a reference that it is compared with.</summary>
    private static bool IsWritten(RowPart part, RowPlan plan) => IsCompletion(part) && !plan.IsReference(part.Field);

    private static bool IsAbout(RowText row, RowPlan plan, int declaration, int part)
    {
        var (first, end) = row.Scope(declaration);
        return part >= first && part < end
            && (plan.About(row.Declarations[declaration].Field) is var about && (about < 0 || row.Parts[part].Field == about));
    }

    /// <summary>Whether another declaration of a model is about a text, and about fewer texts.</summary>
    private static bool HasCloser(RowText row, RowPlan plan, int declaration, int part)
    {
        for (var other = 0; other < row.Declarations.Count; other++)
        {
            if (other != declaration && plan.IsModel(row.Declarations[other].Field) && IsAbout(row, plan, other, part)
                && Width(row, plan, other) < Width(row, plan, declaration))
            {
                return true;
            }
        }

        return false;
    }

    private static int Width(RowText row, RowPlan plan, int declaration) =>
        Enumerable.Range(0, row.Parts.Count).Count(i => IsAbout(row, plan, declaration, i));

    /// <summary>Which of the values of a list a declaration is, and how many there are.</summary>
    private static (int Index, int Count) Place(RowText row, int declaration)
    {
        var (field, scope) = (row.Declarations[declaration].Field, row.Scope(declaration));
        bool IsBeside(int other) => other >= 0 && other < row.Declarations.Count && row.Declarations[other].Field == field && row.Scope(other) == scope;
        var first = declaration;
        while (IsBeside(first - 1))
        {
            first--;
        }

        var end = declaration + 1;
        while (IsBeside(end))
        {
            end++;
        }

        return (declaration - first, end - first);
    }
}
