using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Fields;

namespace Roundtable.Workspace.Labels;

/// <summary>Labels of a codebook with a schema: the seats' documents of an item fused field by field, item after item.</summary>
/// <param name="plan">The run's plan.</param>
/// <param name="codebook">The codebook.</param>
/// <param name="schema">Its schema.</param>
internal sealed class FieldLabels(RunPlan plan, Codebook codebook, AnswerSchema schema)
{
    private readonly SeatTally[] _tallies = [.. plan.Panel.Select(s => new SeatTally(s.Name, s.Model.Name))];
    private readonly SortedDictionary<string, FieldAgreement> _fields = new(StringComparer.Ordinal);
    private int _items;
    private int _labelled;
    private int _cannotTell;

    /// <summary>The label of the next item in canonical form, or "cannot tell"; null where no seat gave one.</summary>
    public string? Add(ItemResult result)
    {
        _items++;
        foreach (var seat in result.Seats)
        {
            _tallies[seat.Seat - 1].Add(seat, result.Index);
        }

        List<(int Seat, System.Text.Json.JsonElement Value)> given =
            [.. result.Seats.Where(s => s.Answer is SeatAnswer.Json).Select((s, i) => (i + 1, ((SeatAnswer.Json)s.Answer).Value))];
        var untold = result.Seats.Count(s => s.Answer is SeatAnswer.CannotTell);
        if (untold > given.Count)
        {
            _cannotTell++;
            return CodebookAnswer.CannotTellText;
        }

        if (given.Count == 0)
        {
            return null;
        }

        var fused = FusedFields.Of(schema, given);
        foreach (var field in fused.Fields.Where(f => f.Rule is not (FieldRule.Members or FieldRule.LeftOut)))
        {
            var known = _fields.GetValueOrDefault(field.Path, new FieldAgreement(field.Path, 0, 0, 0));
            _fields[field.Path] = known with
            {
                Items = known.Items + 1,
                Unanimous = known.Unanimous + (field.Rule == FieldRule.Equal ? 1 : 0),
                Ties = known.Ties + (field.Rule == FieldRule.Tie ? 1 : 0),
            };
        }

        // A document that fields of several make invalid is no label.
        if (fused is not { Value: { } value, Problems.Count: 0 })
        {
            return null;
        }

        _labelled++;
        return value.GetRawText();
    }

    /// <summary>What was found so far.</summary>
    public FieldReport Report() => new(
        codebook.Name,
        codebook.Digest.ToString(),
        _items,
        _labelled,
        _cannotTell,
        [.. _fields.Values],
        [.. _tallies.Select(t => new FieldSeat(t.Seat, t.Model, t.Kinds, t.Served))]);
}
