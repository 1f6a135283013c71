namespace Roundtable.Workspace.Configuration;

/// <summary>A named panel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seats">The seats in their order, at least one.</param>
/// <param name="Moderator">The model that writes the minutes, or null to choose one that is connected.</param>
/// <param name="Source">Where it stands: the file, and for a file that a person wrote the line.</param>
/// <param name="IsOurs">Whether <c>roundtable panels add</c> made it, and so may change it.</param>
public sealed record PanelPlan(string Name, IReadOnlyList<SeatPlan> Seats, string? Moderator, string Source, bool IsOurs)
{
    /// <summary>The panel that is always there: five simulated panelists.</summary>
    public const string RehearsalName = "rehearsal";

    /// <summary>Whether a text can name a panel: letters, digits, hyphens and underscores.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && name != RehearsalName;
}
