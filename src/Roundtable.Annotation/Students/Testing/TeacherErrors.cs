using Roundtable.Annotation.Distributions;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.Testing;

/// <summary>
/// What the teacher gets wrong by gold, with patterns apart from noise. A student learns a pattern, and errors by chance are forgotten; so each wrong label
/// is held beside what the student says who never saw the text. A pair of classes is a pattern where more of the teacher's errors fall on it than would if
/// it erred on every text alike, and said the other classes as often as they are common.
/// </summary>
/// <param name="Wrong">Of the texts with gold, how many the teacher gets wrong.</param>
/// <param name="InPatterns">Of these, how many fall on a pattern.</param>
/// <param name="Repeated">Of these, of how many the student says the same wrong class.</param>
/// <param name="Corrected">Of these, how many the student gets right.</param>
/// <param name="Patterns">The patterns, from the one with most errors on.</param>
public sealed record TeacherErrors(Frequency Wrong, Frequency InPatterns, Frequency Repeated, Frequency Corrected, IReadOnlyList<ErrorPattern> Patterns)
{
    private const double Level = 0.05;

    internal static TeacherErrors? Of(IReadOnlyList<string> classes, IReadOnlyList<TestedText> tested)
    {
        var known = tested.Where(t => t.Gold != VoteTable.None && t.Teacher != VoteTable.None).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var wrong = known.Where(t => t.Teacher != t.Gold).ToList();
        var patterns = Find(classes, tested, known, wrong);
        var found = patterns.Select(p => (p.Gold, p.Teacher)).ToHashSet();
        return new TeacherErrors(
            new Frequency(wrong.Count, known.Count),
            Frequency.Of(wrong, t => found.Contains((classes[t.Gold], classes[t.Teacher]))),
            Frequency.Of(wrong, t => t.Student == t.Teacher),
            Frequency.Of(wrong, t => t.Student == t.Gold),
            patterns);
    }

    private static List<ErrorPattern> Find(
        IReadOnlyList<string> classes, IReadOnlyList<TestedText> tested, List<TestedText> known, List<TestedText> wrong)
    {
        var common = tested.Where(t => t.Teacher != VoteTable.None).GroupBy(t => t.Teacher).ToDictionary(g => g.Key, g => g.Count());
        var sizes = known.GroupBy(t => t.Gold).ToDictionary(g => g.Key, g => g.Count());
        var rate = (double)wrong.Count / known.Count;
        var cells = wrong.GroupBy(t => (t.Gold, t.Teacher))
            .Select(cell => (
                cell.Key.Gold,
                cell.Key.Teacher,
                Errors: cell.ToList(),
                PValue: 1 - Counts.BinomialAtMost(
                    cell.Count() - 1, sizes[cell.Key.Gold], rate * common[cell.Key.Teacher] / (common.Values.Sum() - common.GetValueOrDefault(cell.Key.Gold)))))
            .OrderBy(c => c.PValue).ThenBy(c => c.Gold).ThenBy(c => c.Teacher).ToList();
        return
        [
            .. cells.TakeWhile((c, i) => c.PValue <= Level / (cells.Count - i)) // Holm (1979)
                .Select(c => new ErrorPattern(
                    classes[c.Gold],
                    classes[c.Teacher],
                    new Frequency(c.Errors.Count, sizes[c.Gold]),
                    Frequency.Of(c.Errors, t => t.Student == t.Teacher)))
                .OrderByDescending(p => p.Errors.Hits).ThenBy(p => p.Gold, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A pair of classes that a teacher takes for each other again and again.</summary>
/// <param name="Gold">The right class.</param>
/// <param name="Teacher">What the teacher says.</param>
/// <param name="Errors">Of the texts of the right class, how many the teacher puts into the wrong one.</param>
/// <param name="Repeated">Of these, of how many the student says the same wrong class.</param>
public sealed record ErrorPattern(string Gold, string Teacher, Frequency Errors, Frequency Repeated);
