using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>A question for a ruling, the same on the command line, on the site, over the API and over MCP; each part as the text that a person gave.</summary>
/// <param name="Content">What is to be judged: a leaf, a session, a model or a dataset.</param>
/// <param name="Use">The use; several with commas between them or <c>all</c> where several are accepted.</param>
/// <param name="On">The day of the use, YYYY-MM-DD; null for today (UTC).</param>
/// <param name="As">Who wants to; null for the organisation of the configuration.</param>
/// <param name="Obtained">The day on which everything is taken to have been obtained, YYYY-MM-DD; null for the recorded days.</param>
/// <param name="Without">What is taken not to have been used: ids, with commas between them.</param>
/// <param name="Of">For a model <c>outputs</c> or <c>weights</c>; null for its weights where they are published, else its outputs.</param>
/// <param name="Serves">The organisation that is served, for deploy and resell; null where unknown.</param>
/// <param name="ServedIn">The region of those who are served, two capital letters or EU; null for that of the organisation.</param>
public sealed record JudgeRequest(
    string? Content,
    string? Use,
    string? On = null,
    string? As = null,
    string? Obtained = null,
    string? Without = null,
    string? Of = null,
    string? Serves = null,
    string? ServedIn = null)
{
    /// <summary>The ruling, what is ruled of each part, and the fewest things to leave out.</summary>
    /// <exception cref="WorkspaceException">When something of the question is not accepted.</exception>
    public async Task<(Ruling Ruling, IReadOnlyList<Part> Parts, IReadOnlyList<Artifact>? Removal)> RuleAsync(
        WorkspaceContext workspace, RegistryAccess access, CancellationToken cancellation)
    {
        var intents = await IntentsAsync(workspace, access, cancellation);
        var judged = intents is [var intent]
            ? ContentRuling.Make(access, JudgeContent.Id(access, (Content ?? "").Trim()), intent, cancellation)
            : throw new WorkspaceException(ErrorKind.InvalidInput, "Give one use.");
        return (judged.Ruling, judged.Parts, judged.Removal);
    }

    /// <summary>The intents, one for each use.</summary>
    /// <exception cref="WorkspaceException">When a use, a day or a name is not accepted.</exception>
    public async Task<IReadOnlyList<Intent>> IntentsAsync(WorkspaceContext workspace, RegistryAccess access, CancellationToken cancellation)
    {
        var uses = UseNames.Read([Use ?? ""]);
        var today = await Intents.TodayAsync(workspace, access, Terms.Uses.Use.Evaluate, As, cancellation);
        var without = (Without ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Intents.Known(access, Serves, "serves");
        if (ServedIn is not null && !Regions.IsRegion(ServedIn))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"served-in: '{Neutralise.Line(ServedIn)}' is no region: two capital letters, such as FR, or EU.");
        }

        if ((Serves ?? ServedIn) is not null && !uses.Any(u => u is Terms.Uses.Use.Deploy or Terms.Uses.Use.Resell))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "serves and served-in go with deploy and resell: no other use serves somebody.");
        }

        var intent = today with
        {
            Serves = Serves,
            ServesOrganisation = access.Registry.Organisation(Serves),
            ServedIn = ServedIn,
            On = Day("on", On) ?? today.On,
            Obtained = Day("obtained", Obtained),
            Without = without.Select(w => JudgeContent.Id(access, w)).ToHashSet(StringComparer.Ordinal),
            Of = Of switch
            {
                null => null,
                "outputs" => Subject.Outputs,
                "weights" => Subject.Weights,
                var other => throw new WorkspaceException(ErrorKind.InvalidInput, $"of: '{Neutralise.Line(other)}' is neither outputs nor weights."),
            },
        };
        return [.. uses.Select(u => intent with { Use = u })];
    }

    private static DateOnly? Day(string name, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"{name}: '{Neutralise.Line(text)}' is not a date (YYYY-MM-DD).");
}
