using Roundtable.Workspace.Lineage;

namespace Roundtable.Web.Site.Registry;

/// <summary>Names in a lineage: their kind, a colon, and what it is called among its kind.</summary>
internal static class LineageThingName
{
    private static readonly Dictionary<string, LineageThingKind> _kinds = new(StringComparer.Ordinal)
    {
        ["leaf:"] = LineageThingKind.Leaf,
        [LineageBatch.SessionPrefix] = LineageThingKind.Session,
        [LogArtifacts.AnswerPrefix] = LineageThingKind.FusedAnswer,
        [LineageBatch.RunPrefix] = LineageThingKind.Run,
        [LogArtifacts.LabelPrefix] = LineageThingKind.Labels,
        [LogArtifacts.CallPrefix] = LineageThingKind.Call,
        ["model:"] = LineageThingKind.Model,
        ["dataset:"] = LineageThingKind.Dataset,
        [LineageBatch.CalledPrefix] = LineageThingKind.Called,
    };

    /// <summary>What something of that name is; unknown where the name does not say it.</summary>
    public static LineageThingKind Kind(string name) => _kinds.GetValueOrDefault(name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)]);

    /// <summary>The name without its kind.</summary>
    public static string Own(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
