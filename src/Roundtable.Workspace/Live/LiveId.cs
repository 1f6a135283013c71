using System.Globalization;

namespace Roundtable.Workspace.Live;

/// <summary>
/// The place of an event: which run of the session told it, and its number there from 1. As text <c>run.number</c>, the id
/// of a server-sent event. After a restart a session is told anew by another run.
/// </summary>
/// <param name="Run">Name of the run: letters and digits.</param>
/// <param name="Number">Number of the event, from 1; 0 is before the first.</param>
public readonly record struct LiveId(string Run, long Number)
{
    /// <summary>Reads an id.</summary>
    public static LiveId? Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LiveId(text![..dot], number)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}.{Number}");
}
