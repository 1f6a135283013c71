using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Votes;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students;

/// <summary>From which probability on a student answers by itself: what every threshold costs and gains, and the one that keeps a promise.</summary>
public static class HandOverService
{
    /// <summary>Chooses a threshold, which is kept in the student's folder.</summary>
    /// <param name="folder">The student.</param>
    /// <param name="choice">What is wanted.</param>
    /// <exception cref="WorkspaceException">When the choice is out of range, or no threshold keeps the promise: nothing changes then.</exception>
    public static StoredHandOver? Choose(StudentFolder folder, HandOverChoice choice)
    {
        var rule = choice switch
        {
            HandOverChoice.Never => null,
            HandOverChoice.From from => HandOverRule.At(Within(from.Probability, "--at")),
            HandOverChoice.Precision precision => Promised(folder, Within(precision.Share, "--precision"), precision.ByGold),
            HandOverChoice.Budget budget => HandOverRule.ForBudget(folder.Tested(), Within(budget.Share, "--budget")),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
        var stored = rule is null ? null : new StoredHandOver(rule.MinProbability, rule.Why) { Student = folder.Report.Digest };
        folder.Choose(stored);
        return stored;
    }

    /// <summary>All thresholds and the one that was chosen, as JSON.</summary>
    public static JsonObject Json(StudentFolder folder) => new()
    {
        ["student"] = folder.Report.Name,
        ["chosen"] = folder.HandOver() is { } stored ? JsonSerializer.SerializeToNode(stored, StudentJson.Default.StoredHandOver) : null,
        ["costPerText"] = folder.Report.HandOver.CostPerText,
        ["thresholds"] = JsonSerializer.SerializeToNode(folder.Report, StudentJson.Default.StudentReport)!["handOver"]!["points"]!.DeepClone(),
    };

    private static HandOverRule Promised(StudentFolder folder, double precision, bool? byGold)
    {
        var tested = folder.Tested();
        var isByGold = byGold ?? tested.Any(t => t.Gold != VoteTable.None);
        var compared = tested.Count(t => (isByGold ? t.Gold : t.Teacher) != VoteTable.None);
        return HandOverRule.ForPrecision(tested, precision, isByGold) ?? throw new WorkspaceException(
            ErrorKind.InvalidInput,
            string.Create(
                CultureInfo.InvariantCulture, $"No threshold keeps a precision of {precision:0.####} with {HandOverRule.Certainty * 100:0} % certainty: ")
                + string.Create(CultureInfo.InvariantCulture, $"{compared:N0} tested texts have a label of {(isByGold ? "people" : "the teacher")}. ")
                + "Nothing was changed. Promise less, or teach it more.");
    }

    private static double Within(double share, string option) => share is > 0 and < 1
        ? share
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} must be above 0 and below 1, such as 0.9.");
}

/// <summary>Which threshold is wanted. A closed hierarchy: the nested types are all there are.</summary>
public abstract record HandOverChoice
{
    private HandOverChoice()
    {
    }

    // Closes the hierarchy: a record could otherwise be derived from through its copy constructor.
    private protected abstract void Seal();

    /// <summary>The student answers everything.</summary>
    public sealed record Never : HandOverChoice
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>The student answers from a probability on; nothing is promised.</summary>
    /// <param name="Probability">The probability, above 0 and below 1.</param>
    public sealed record From(double Probability) : HandOverChoice
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>So many of the answers that the student gives by itself are right.</summary>
    /// <param name="Share">The share, above 0 and below 1.</param>
    /// <param name="ByGold">
    /// Whether right is what people say, otherwise what the teacher says; null for people where they labelled any tested text.
    /// </param>
    public sealed record Precision(double Share, bool? ByGold) : HandOverChoice
    {
        private protected override void Seal()
        {
        }
    }

    /// <summary>At most so many of the texts are handed over, on average.</summary>
    /// <param name="Share">The share, above 0 and below 1.</param>
    public sealed record Budget(double Share) : HandOverChoice
    {
        private protected override void Seal()
        {
        }
    }
}
