using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>What came of a session whose question was answered in full, in counts: headline, list and pictures are made from this one value.</summary>
/// <param name="Kind">How the fused answer came about.</param>
/// <param name="Seats">The seats of the panel.</param>
/// <param name="Quorum">How many answers were needed.</param>
/// <param name="Given">The seats whose answers count.</param>
/// <param name="Refused">The seats that declined.</param>
/// <param name="Unusable">The seats whose answers were empty, or not valid against the schema.</param>
/// <param name="Absent">The seats that were asked and wrote nothing.</param>
/// <param name="Models">Different models among the seats whose answers count.</param>
/// <param name="Consensus">Points that every answering seat makes, with no contradiction over them.</param>
/// <param name="Disputed">Contradictions.</param>
/// <param name="Partial">Points that some make and others do not.</param>
/// <param name="OneModel">Points that one model alone makes.</param>
/// <param name="Missing">Points that no answer covers, by the moderator's view.</param>
/// <param name="Fields">Fields that hold values, where a schema was given; else 0.</param>
/// <param name="FieldsApart">Those of them for which seats gave different values.</param>
public sealed record FusedFigures(
    FusedKind Kind,
    int Seats,
    int Quorum,
    int Given,
    int Refused,
    int Unusable,
    int Absent,
    int Models,
    int Consensus,
    int Disputed,
    int Partial,
    int OneModel,
    int Missing,
    int Fields,
    int FieldsApart)
{
    /// <summary>The seats that were not asked: those asked first agreed, or the session had no need of them.</summary>
    public int NotAsked => Seats - Given - Refused - Unusable - Absent;

    /// <summary>The counts of a session.</summary>
    public static FusedFigures Of(FusedSession session)
    {
        var points = session.Comparison?.Points ?? [];
        var fields = (session.Fields?.Fields ?? []).Where(f => f.Rule is not (FieldRule.Members or FieldRule.LeftOut)).ToList();
        return new FusedFigures(
            session.Fused.Kind,
            session.Panel.Count,
            session.Scout is { Differ: false } scout ? Math.Min(session.Settings.Quorum, scout.Seats.Count) : session.Settings.Quorum,
            session.Given.Count,
            session.Answers.Count(a => a.Kind == AnswerKind.Refused),
            session.Answers.Count(a => a.Kind is AnswerKind.Empty or AnswerKind.Invalid),
            session.Absences.Count,
            session.Given.Select(a => ModelIdentity.Of(session.Panel[a.Seat - 1].Model.Name)).Distinct(StringComparer.Ordinal).Count(),
            points.Count(p => p is { Kind: PointKind.Consensus, IsDisputed: false }),
            points.Count(p => p.Kind == PointKind.Contradiction),
            points.Count(p => p.Kind == PointKind.Partial),
            points.Count(p => p.Kind == PointKind.OneModel),
            points.Count(p => p.Kind == PointKind.Missing),
            fields.Count,
            fields.Count(f => f.Values.Count > 1));
    }
}
