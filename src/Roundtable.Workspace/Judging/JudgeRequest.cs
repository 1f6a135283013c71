using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>A question for a ruling as the site, the API and MCP ask it; each part as text, the same names as on the command line.</summary>
/// <param name="Content">What is to be judged.</param>
/// <param name="Use">The use.</param>
/// <param name="On">The day, today where there is none.</param>
/// <param name="As">The organisation, that of the configuration where there is none.</param>
/// <param name="Obtained">The day on which everything is taken to have been obtained.</param>
/// <param name="Without">What is taken not to have been used: ids, with commas between them.</param>
public sealed record JudgeRequest(string? Content, string? Use, string? On = null, string? As = null, string? Obtained = null, string? Without = null)
{
    private const int MostParts = 2000;

    /// <summary>The ruling, what is ruled of each part, and the fewest things to leave out.</summary>
    /// <exception cref="WorkspaceException">When something of the question is not accepted.</exception>
    public async Task<(Ruling Ruling, IReadOnlyList<Part> Parts, IReadOnlyList<Artifact>? Removal)> RuleAsync(WorkspaceContext workspace, RegistryAccess access, CancellationToken cancellation)
    {
        var use = UseNames.Read([Use ?? ""]) is [var one] ? one : throw new WorkspaceException(ErrorKind.InvalidInput, "Give one use.");
        var configured = await SessionRights.IntentAsync(workspace, access, cancellation);
        var intent = Intents.Of(access, use, Day("on", On) ?? configured.On, As ?? configured.As) with
        {
            Obtained = Day("obtained", Obtained),
            Without = (Without ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => JudgeContent.Id(access, w)).ToHashSet(StringComparer.Ordinal),
        };
        var id = JudgeContent.Id(access, (Content ?? "").Trim());
        var ruling = access.Judge.Rule(id, intent, cancellation);
        return (
            ruling,
            ruling.Content.Edges.Count is > 0 and <= MostParts ? access.Judge.Parts(id, intent, cancellation) : [],
            ruling.IsAllowed ? null : access.Judge.SmallestRemoval(id, intent, cancellation));
    }

    private static DateOnly? Day(string name, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"'{name}' is '{Neutralise.Line(text)}', which is no day; write it as 2026-01-31.");
}
