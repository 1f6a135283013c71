using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Judging;

/// <summary>Why a ruling came out as it did, in one line.</summary>
public static class RulingReason
{
    /// <summary>The first reason of a ruling, with its citation.</summary>
    public static string Of(Ruling ruling)
    {
        if (ruling.Conflicts.Count > 0)
        {
            return ruling.Conflicts[0].Why;
        }

        var ground = ruling.Findings[0].Ground;
        return ruling.Outcome == Outcome.AllowedIf ? string.Join("; ", ruling.Conditions.Select(c => c.Instruction))
            : ground.Terms is null ? ground.Summary
            : $"{ground.Summary} ({ground.Terms.Entry.Id.Brief}{(ground.Clause is { } clause ? $", {clause.Citation}" : "")})";
    }
}
