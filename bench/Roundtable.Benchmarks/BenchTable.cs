using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;

namespace Roundtable.Benchmarks;

/// <summary>Seats that reach the local server the way any connected model is reached, and questions to put to them.</summary>
internal static class BenchTable
{
    /// <summary>So many seats, each with a client of its own.</summary>
    public static IReadOnlyList<SeatedModel> Seats(Uri server, int count, int concurrency)
    {
        var connection = new Connection { Name = "bench", Kind = ApiKind.OpenAI, Address = server, SupportsSchema = true, Concurrency = concurrency };
        return
        [
            .. Enumerable.Range(1, count).Select(i => new SeatedModel(
                new Seat(i, $"Seat {i}", new ModelCard(string.Create(CultureInfo.InvariantCulture, $"bench/model-{i}"))),
                ChatClients.Create(connection, string.Create(CultureInfo.InvariantCulture, $"model-{i}"), null, OutgoingSettings.Default, TimeProvider.System),
                connection.Name,
                SupportsSchema: true)),
        ];
    }

    /// <summary>Question <paramref name="number"/>; no two are the same.</summary>
    public static Question Question(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Proposal {number}: should a team take the smaller of two steps first, even when the larger one is needed in the end?"), ["Yes", "No"], []);

    /// <summary>A blind poll.</summary>
    public static SessionSettings Poll { get; } = new(false, 1, 1, 7, false, 1, null, 60, 600);

    /// <summary>What one seat is asked about one question.</summary>
    public static BallotForm Form(Seat seat, int number) =>
        new(Question(number), seat, 1, 1, false, OptionOrder.For(Poll.Seed, seat.Number, 1, 2), null, []);

    /// <summary>Elapsed and processor time since a clock was started, as figures: on a machine that does other things the second is the one that tells.</summary>
    public static (string Name, double Value)[] Since((long Started, TimeSpan Processor) clock) =>
    [
        ("seconds", Stopwatch.GetElapsedTime(clock.Started).TotalSeconds),
        ("processor", (Environment.CpuUsage.TotalTime - clock.Processor).TotalSeconds),
    ];

    /// <summary>Starts a clock.</summary>
    public static (long Started, TimeSpan Processor) Start() => (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    /// <summary>Result lines as one JSON object, for scripts to read.</summary>
    public static void Report(params (string Name, double Value)[] figures) =>
        Console.WriteLine(JsonSerializer.Serialize(figures.ToDictionary(f => f.Name, f => Math.Round(f.Value, 4), StringComparer.Ordinal)));
}
