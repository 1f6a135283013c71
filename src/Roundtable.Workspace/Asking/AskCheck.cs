using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Asking;

/// <summary>Says everything that is wrong with a request, before anything is spent on it.</summary>
public static class AskCheck
{
    private const int MaxSeats = 100;
    private const int MaxPersona = 2000;

    /// <summary>The least and the greatest value of each number of a request, by its member in camel case.</summary>
    public static IReadOnlyList<(string Member, int Min, int Max)> Bounds { get; } =
    [
        ("rounds", 1, 100), ("samples", 1, 100), ("seatSeconds", 1, 86_400), ("sessionSeconds", 1, 1_000_000), ("quorum", 1, MaxSeats),
    ];

    /// <summary>The problems; none where it can be asked.</summary>
    public static IReadOnlyList<AskProblem> Problems(AskRequest request) =>
        MissingParts(request) is { Count: > 0 } missing ? missing : ProblemsOfWhole(request);

    private static IReadOnlyList<AskProblem> ProblemsOfWhole(AskRequest request) =>
    [
        .. Unprintable(request),
        .. QuestionCheck.OfText(request.Question).Select(p => new AskProblem("question", p)),
        .. request.IsAnsweredInFull ? [] : QuestionCheck.OfOptions(request.Options, request.Open).Select(p => new AskProblem("options", p)),
        .. FullAnswerCheck.Problems(request),
        .. Range("rounds", request.Rounds),
        .. Range("samples", request.Samples),
        .. Range("seatSeconds", request.SeatSeconds),
        .. Range("sessionSeconds", request.SessionSeconds),
        .. request.For.Where(u => u != "all" && !Kebab.TryParse<Use>(u, out _))
            .Select(u => new AskProblem("for", UseNames.Unknown(u))),
        .. Context(request.Context),
        .. ContextReader.Problems(request.Files ?? []).Select(p => new AskProblem("files", p)),
        .. Seats(request),
        .. request.SeatDefaults().Problem() is { } settings ? [new AskProblem("seats", settings)] : (AskProblem[])[],
        .. request.Quorum is { } quorum ? Range("quorum", quorum) : [],
        .. request.Budget is { } budget && budget is not (> 0 and < 1_000_000_000)
            ? [Of("budget", string.Create(CultureInfo.InvariantCulture, $"is {budget}: give US dollars above zero, such as 0.50."))]
            : (AskProblem[])[],
    ];

    /// <summary>Members of lists that are null, which no type of JSON's readers rules out.</summary>
    private static IReadOnlyList<AskProblem> MissingParts(AskRequest request)
    {
        (string Field, IEnumerable<object?> Items)[] lists =
        [
            ("options", request.Options), ("context", request.Context), ("files", request.Files ?? []), ("models", request.Models ?? []),
            ("seats", request.Seats ?? []), ("for", request.For), ("tools", request.Tools ?? []),
            ("seats", (request.Seats ?? []).SelectMany(s => s?.Tools ?? [])), ("headers", request.Headers?.Values ?? []),
            ("seats", (request.Seats ?? []).SelectMany(s => s?.Headers?.Values ?? [])),
        ];
        return
        [
            .. from list in lists
               from item in list.Items.Select((value, index) => (value, index))
               where item.value is null
               select new AskProblem(
                   list.Field, string.Create(CultureInfo.InvariantCulture, $"{list.Field}[{item.index}] is null: give a value or leave it out.")),
        ];
    }

    /// <summary>Texts with a NUL character, which databases and terminals do not take.</summary>
    private static IEnumerable<AskProblem> Unprintable(AskRequest request)
    {
        IEnumerable<(string Field, string? Text)> texts =
        [
            ("question", request.Question),
            .. request.Options.Select(o => ("options", (string?)o)),
            .. request.Context.SelectMany(d => (IEnumerable<(string, string?)>)[("context", d.Name), ("context", d.Text)]),
            ("panel", request.Panel),
            .. (request.Models ?? []).Select(m => ("models", (string?)m)),
            .. (request.Seats ?? []).SelectMany(s => (IEnumerable<(string, string?)>)[("seats", s.Model), ("seats", s.Name), ("seats", s.Persona)]),
            ("moderator", request.Moderator),
            ("body", Unescaped(request.Body)),
            ("schema", Unescaped(request.Schema)),
            .. (request.Seats ?? []).Select(s => ("seats", Unescaped(s.Body))),
            ("followUp", request.FollowUp),
        ];
        return texts.Where(t => t.Text?.Contains('\0', StringComparison.Ordinal) == true)
            .DistinctBy(t => t.Field, StringComparer.Ordinal)
            .Select(t => new AskProblem(t.Field, $"{t.Field} contains a NUL character: leave it out."));
    }

    private static string? Unescaped(JsonElement? body) => body?.GetRawText().Replace("\\u0000", "\0", StringComparison.Ordinal);

    private static IEnumerable<AskProblem> Range(string field, int value)
    {
        var (_, min, max) = Bounds.First(b => b.Member == field);
        return value >= min && value <= max
            ? []
            : [Of(field, string.Create(CultureInfo.InvariantCulture, $"is {value}: give a whole number from {min} to {max}."))];
    }

    private static AskProblem Of(string field, string predicate) => new(field, $"{Subject(field)} {predicate}") { Predicate = predicate };

    /// <summary>Problems of documents that are given as texts.</summary>
    internal static IEnumerable<AskProblem> Context(IReadOnlyList<ContextDocument> documents)
    {
        // What a document was read from, the reader of files alone says.
        var bytes = documents.Sum(d => (long)Encoding.UTF8.GetByteCount(d.Text));
        if (bytes > AskRequest.MaxContextBytes)
        {
            yield return new AskProblem("context", string.Create(
                CultureInfo.InvariantCulture, $"The context has {bytes:N0} bytes; the most is {AskRequest.MaxContextBytes:N0}: leave out what the panel "
                    + $"need not read."));
        }
    }

    private static IEnumerable<AskProblem> Seats(AskRequest request)
    {
        var given = new[] { request.Panel is not null, request.Models is not null, request.Seats is not null }.Count(g => g);
        if (given > 1)
        {
            yield return new AskProblem("panel", "Give a panel, models or seats, not several of them: a panel brings its own models.");
        }

        var count = request.Models?.Count ?? request.Seats?.Count;
        if (count is 0 or > MaxSeats)
        {
            yield return new AskProblem("seats", string.Create(CultureInfo.InvariantCulture, $"The panel has {count} seats: give from 1 to {MaxSeats}."));
        }

        foreach (var (seat, i) in (request.Seats ?? []).Select((s, i) => (s, i)))
        {
            if (seat.Problem() is { } problem)
            {
                yield return new AskProblem("seats", string.Create(CultureInfo.InvariantCulture, $"Seat {i + 1}: {problem}"));
            }

            if (seat.Persona?.Length > MaxPersona || seat.Name?.Length > 100)
            {
                yield return new AskProblem(
                    "seats",
                    string.Create(
                        CultureInfo.InvariantCulture, $"Seat {i + 1} has a name or persona that is too long: 100 and {MaxPersona} characters are the most."));
            }
        }
    }

    private static string Subject(string field) => field switch
    {
        "rounds" => "The number of rounds",
        "samples" => "The number of samples",
        "quorum" => "The quorum",
        "budget" => "The budget",
        "seatSeconds" => "The time limit of one answer in seconds",
        _ => "The time limit of the session in seconds",
    };
}
