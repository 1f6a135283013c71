using Roundtable.Deliberation.Panels;

namespace Roundtable.Models.Rehearsal;

/// <summary>
/// Five simulated panelists for when nothing is connected. Between them they split votes, change their minds, object and
/// abstain, so that everything can be seen before a key is set. No model wrote their words, and every place says so.
/// </summary>
public static class RehearsalPanel
{
    /// <summary>The connection's name in records.</summary>
    public const string Connection = "rehearsal";

    private static readonly (string Name, string Family, RehearsalPart Part)[] _cast =
    [
        ("Ada", "rehearsal-oak", RehearsalPart.Steadfast),
        ("Bert", "rehearsal-oak", RehearsalPart.Persuadable),
        ("Cleo", "rehearsal-elm", RehearsalPart.Dissenter),
        ("Dov", "rehearsal-elm", RehearsalPart.Objector),
        ("Eve", "rehearsal-ash", RehearsalPart.Undecided),
    ];

    /// <summary>What the five seats are called.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _cast.Select(c => SeatName(c.Name))];

    /// <summary>The five seats.</summary>
    /// <param name="seed">The session's seed: the same seed plays the same session.</param>
    /// <param name="pace">About how long each takes to answer; zero for at once.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<SeatedModel> Seats(long seed, TimeSpan pace, TimeProvider time) =>
        [.. _cast.Select((c, i) => new SeatedModel(
            new Seat(i + 1, SeatName(c.Name), new ModelCard($"rehearsal/{c.Name.ToLowerInvariant()}", "Rehearsal", c.Family, Simulated: true)),
            new RehearsalClient(c.Part, seed, pace, time),
            Connection,
            SupportsSchema: true))];

    private static string SeatName(string name) => $"{name} (simulated)";

    /// <summary>The simulated minute-taker, who sits off the panel.</summary>
    /// <param name="pace">How long it takes to write; zero for at once.</param>
    /// <param name="time">The clock.</param>
    public static SeatedModel Moderator(TimeSpan pace, TimeProvider time) => new(
        new Seat(1, "Minute-taker (simulated)", new ModelCard("rehearsal/scribe", "Rehearsal", "rehearsal-scribe", Simulated: true)),
        new RehearsalModerator(pace, time),
        Connection,
        SupportsSchema: true);
}
