using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Panels;

/// <summary>
/// Which model a name stands for, whichever connection or router reaches it: what follows the last slash, in lower case, without the tags by which routers
/// choose a host or a price, and without the date of a snapshot; dots and spaces are dashes. Two seats of one identity are one model.
/// </summary>
public static partial class ModelIdentity
{
    /// <summary>The identity of a model named <c>connection/model</c>, as in <c>claude-sonnet-4-5</c>.</summary>
    public static string Of(string name)
    {
        var model = name[(name.TrimEnd('/').LastIndexOf('/') + 1)..].Trim('/').ToLowerInvariant();
        return Snapshot().Replace(Tag().Replace(model, ""), "").Replace('.', '-').Replace(' ', '-');
    }

    [GeneratedRegex(":(?:free|nitro|floor|online|beta|extended|exacto|thinking)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Tag();

    [GeneratedRegex("[-@](?:20[0-9]{6}|20[0-9]{2}-[0-9]{2}-[0-9]{2}|latest)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Snapshot();
}
