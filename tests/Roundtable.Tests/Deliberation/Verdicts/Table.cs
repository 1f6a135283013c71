using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Verdicts;

/// <summary>Lays small tables in one line each.</summary>
internal static class Table
{
    public static readonly SessionSettings Settings = new(true, 9, 1, 7, false, 1, null, 60, 600);

    public static Question Closed(int options = 3) =>
        new("Which?", [.. Enumerable.Range(0, options).Select(i => $"Option {Question.Letter(i)}")], []);

    public static readonly Question Open = new("What should we call it?", [], []);

    public static IReadOnlyList<Seat> Panel(int seats, params string?[] families) =>
    [
        .. Enumerable.Range(1, seats).Select(n => new Seat(
            n, $"Seat {n}", new ModelCard($"test/m{n}", Family: n <= families.Length ? families[n - 1] : null))),
    ];

    public static Ballot Ballot(int round, int seat, Choice choice, int sample = 1, string? persuadedBy = null, int[]? shown = null, double? confidence = null)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{round}.{seat}.{sample}"));
        return new Ballot(round, seat, sample, choice, "", "", new Receipt(0, digest, digest))
        {
            PersuadedBy = persuadedBy,
            Shown = shown ?? [],
            Confidence = confidence,
        };
    }

    /// <summary>
    /// One ballot a letter, a seat a word: A to L vote, a abstains, o objects, r refuses, u is unparsed, - is absent;
    /// several letters are samples, and text after @ is who persuaded: "A B@r1.s1 o AAB -".
    /// </summary>
    public static Round Round(int number, string ballots)
    {
        var words = ballots.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var list = new List<Ballot>();
        var absences = new List<Absence>();
        for (var seat = 1; seat <= words.Length; seat++)
        {
            var parts = words[seat - 1].Split('@');
            if (parts[0] == "-")
            {
                absences.Add(new Absence(seat, "No answer."));
                continue;
            }

            list.AddRange(parts[0].Select((letter, i) => Ballot(number, seat, ChoiceOf(letter), i + 1, parts.ElementAtOrDefault(1))));
        }

        return new Round(number, list, absences);
    }

    /// <summary>One position a seat: "Aurora|Borealis|aurora"; an empty one is an absence.</summary>
    public static Round Positions(int number, string positions)
    {
        var texts = positions.Split('|');
        return new Round(
            number,
            [.. texts.Select((t, i) => (t, i)).Where(p => p.t.Length > 0).Select(p => Ballot(number, p.i + 1, new Choice.Position(p.t)))],
            [.. texts.Select((t, i) => (t, i)).Where(p => p.t.Length == 0).Select(p => new Absence(p.i + 1, "No answer."))]);
    }

    public static Verdict Verdict(Question question, IReadOnlyList<Seat> panel, SessionSettings settings, params Round[] rounds) =>
        VerdictCount.Of(question, panel, settings, rounds, [], StopReason.RoundLimit);

    public static Verdict Verdict(params string[] rounds) => Verdict(
        Closed(),
        Panel(rounds[0].Split(' ').Length),
        Settings with { Samples = rounds.SelectMany(r => r.Split(' ')).Max(w => w.Split('@')[0].Length) },
        [.. rounds.Select((r, i) => Round(i + 1, r))]);

    public static string Text(IEnumerable<int> numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static Choice ChoiceOf(char letter) => letter switch
    {
        'a' => new Choice.Abstention(),
        'o' => new Choice.Objection("False premise."),
        'r' => new Choice.Refusal(),
        'u' => new Choice.Unparsed("No JSON."),
        _ => new Choice.Vote(letter - 'A'),
    };
}
