using System.Globalization;
using Roundtable.Deliberation.Minutes;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Sessions;

/// <summary>A text of a model that a session's document holds.</summary>
/// <param name="Id">How it is cited, unique in the document, such as <c>r1.s2</c>.</param>
/// <param name="What">What it is, with its id, as in "ballot r1.s2".</param>
/// <param name="Seat">Number of the seat whose model wrote it; 0 for the moderator.</param>
/// <param name="Text">The text, as it was recorded.</param>
/// <param name="Receipt">Where it stands in the log.</param>
public sealed record SpokenText(string Id, string What, int Seat, string Text, Receipt Receipt)
{
    /// <summary>The number of the moderator among seats.</summary>
    public const int Moderator = 0;

    /// <summary>The first answer, where this one repairs it; else null.</summary>
    public string? RepairedFrom { get; init; }

    /// <summary>An answer of the moderator.</summary>
    /// <param name="number">Which, from 1.</param>
    /// <param name="draft">The answer.</param>
    internal static SpokenText OfModerator(int number, Draft draft)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"draft {number}");
        return new SpokenText(id, id, Moderator, draft.Text, draft.Receipt);
    }
}
