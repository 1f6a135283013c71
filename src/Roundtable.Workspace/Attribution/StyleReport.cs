using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Attribution;

/// <summary>Which style family texts of one hand are like, with odds, or that this cannot be told; and how often such answers are wrong.</summary>
/// <param name="Texts">How many texts of one hand were given.</param>
/// <param name="GroupSize">How many of them count together: as many as held-out outputs could be tested with.</param>
/// <param name="Family">The family that they are like; null where it cannot be told.</param>
/// <param name="Odds">Each family with its probability among those that are known here, likeliest first.</param>
/// <param name="Test">How such answers did on held-out outputs.</param>
public sealed record StyleReport(int Texts, int GroupSize, string? Family, IReadOnlyList<(string Family, double Probability)> Odds, StyleTest Test)
{
    /// <summary>What every report says of itself.</summary>
    public const string Notice =
        "It says which of the given families texts are written like, and nothing of how that came to be: people and models copy each other's style, a "
            + "student need not write like its teacher, and a family that is not among these cannot be named. It names no culprit.";

    /// <summary>The report as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["texts"] = Texts,
        ["together"] = GroupSize,
        ["family"] = Family,
        ["answer"] = Family is null ? "cannot-tell" : "told",
        ["odds"] = Document.Array(Odds, o => new JsonObject { ["family"] = o.Family, ["probability"] = Math.Round(o.Probability, 6) }),
        ["heldOut"] = new JsonObject
        {
            ["groups"] = Test.Groups,
            ["likeliestIsRight"] = Math.Round(Test.LikeliestIsRight, 4),
            ["told"] = Math.Round(Test.Told, 4),
            ["wrongOfTold"] = Math.Round(Test.WrongOfTold, 4),
            ["strangers"] = Test.Strangers,
            ["strangersTold"] = Math.Round(Test.StrangersTold, 4),
        },
        ["notice"] = Notice,
    };
}

/// <summary>How answers did on groups of held-out outputs, of the same size as the texts that are asked about.</summary>
/// <param name="Groups">How many groups.</param>
/// <param name="LikeliestIsRight">In which share of them the likeliest family was theirs.</param>
/// <param name="Told">In which share a family was named, and not "cannot tell".</param>
/// <param name="WrongOfTold">The share of wrong names among those told.</param>
/// <param name="Strangers">How many groups were of a family that had been left out.</param>
/// <param name="StrangersTold">In which share of these a family was named all the same: always a wrong one.</param>
public sealed record StyleTest(int Groups, double LikeliestIsRight, double Told, double WrongOfTold, int Strangers, double StrangersTold);
