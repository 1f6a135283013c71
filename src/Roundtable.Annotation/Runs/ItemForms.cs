using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Items;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// Makes the forms of a run: pure functions of the plan, the item and the seat, so that a run that is resumed, or another that asks the same, makes the same
/// calls. The order of options is drawn for the seed, the question as put and the model, not for the item's place or the seat's number.
/// </summary>
internal sealed class ItemForms
{
    private readonly RunPlan _plan;
    private readonly ItemTemplate _template;
    private readonly AnswerSchema? _document;
    private readonly ChatResponseFormatJson? _format;
    private readonly int[] _offsets;
    private readonly LabelPrompt? _labels;
    private readonly ConcurrentDictionary<string, ChatResponseFormatJson> _schemas = new(StringComparer.Ordinal);

    /// <summary>Forms for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="codebook">The codebook of the plan, by which the rendered template is labelled; null where it asks a question.</param>
    /// <exception cref="FormatException">When its template or schema cannot be used.</exception>
    public ItemForms(RunPlan plan, Codebook? codebook = null)
    {
        _labels = codebook is null ? null : new LabelPrompt(codebook, plan.Settings.Seed);
        _plan = plan;
        _template = ItemTemplate.Parse(plan.Template);
        _document = plan.Question is RunQuestion.Json { Schema: var schema } ? AnswerSchema.Of(schema) : null;
        _format = _document is null ? null : ItemForm.FormatOf(_document.Json);
        _offsets = Offsets(plan);
    }

    /// <summary>
    /// The number of a sample by which a call is told from those of other seats with the same model and settings: a model that sits twice is asked twice.
    /// </summary>
    public int Sample(Seat seat, int sample) => _offsets[seat.Number - 1] + sample;

    /// <summary>What there is to choose from about an item; empty where nothing is.</summary>
    public IReadOnlyList<string> Options(Item item) =>
        _plan.Question is RunQuestion.Choice choice ? choice.Options.Count > 0 ? choice.Options : item.Options ?? [] : [];

    /// <summary>The form.</summary>
    /// <param name="item">The item.</param>
    /// <param name="seated">The seat.</param>
    /// <param name="sample">Which of the seat's answers, from 1.</param>
    public ItemForm For(Item item, SeatedModel seated, int sample)
    {
        var seat = seated.Seat;
        var text = _template.Render(item);
        if (_labels is not null)
        {
            return _labels.For(text, seated, Sample(seat, sample));
        }

        var context = _plan.Settings.Quoted.Select(c => new ContextDocument(c, item.Value(c) ?? "")).ToList();
        var options = Options(item);
        if (_document is { } document)
        {
            var messages = AnswerPrompt.For(new Question(text, [], context), seat, document.Json);
            return new JsonForm(seat.Number, document, messages, seated.SupportsSchema ? _format : null);
        }

        text += _plan.Question is RunQuestion.Score or RunQuestion.Number ? NumberForm.Instruction(_plan.Question) : "";
        var number = Sample(seat, sample);
        var ballot = new BallotForm(
            new Question(text, options, context), seat, 1, number, false, Order(text, options, seat, number), null, []);
        var prompt = BallotPrompt.For(ballot);
        var format = seated.SupportsSchema ? FormatOf(ballot) : null;
        return _plan.Question switch
        {
            RunQuestion.Choice => new ChoiceForm(ballot, prompt, format),
            RunQuestion.Score score => new NumberForm(ballot, prompt, format, score),
            RunQuestion.Number => new NumberForm(ballot, prompt, format, null),
            _ => new TextForm(ballot, prompt, format),
        };
    }

    private IReadOnlyList<int> Order(string text, IReadOnlyList<string> options, Seat seat, int sample)
    {
        if (options.Count == 0)
        {
            return [];
        }

        var words = new StringBuilder().Append(_plan.Settings.Seed).Append('\n').Append(seat.Model.Name).Append('\n').Append(text);
        foreach (var option in options)
        {
            words.Append('\n').Append(option);
        }

        var digest = Digest.Of(Encoding.UTF8.GetBytes(words.ToString())).ToArray();
        return OptionOrder.For(BitConverter.ToInt64(digest), 0, sample, options.Count);
    }

    /// <summary>A ballot's schema depends on its keys alone, which are the same for most items.</summary>
    private ChatResponseFormatJson FormatOf(BallotForm ballot)
    {
        var keys = ballot.Keys;
        var name = string.Join('\n', keys.Names.Append(keys.Abstain).Append(keys.Objection).Append(ballot.Question.IsOpen ? "open" : keys.Key(0)));
        if (_schemas.TryGetValue(name, out var known))
        {
            return known;
        }

        var format = ItemForm.FormatOf(BallotSchema.For(ballot));
        if (_schemas.Count < 256)
        {
            _schemas.TryAdd(name, format);
        }

        return format;
    }

    private static int[] Offsets(RunPlan plan)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        return [.. plan.Panel.Select(seat =>
        {
            var alike = JsonSerializer.Serialize(seat with { Number = 0, Name = "" }, RunPlanJsonContext.Default.Seat);
            var before = seen.GetValueOrDefault(alike);
            seen[alike] = before + plan.Settings.Samples;
            return before;
        })];
    }
}
