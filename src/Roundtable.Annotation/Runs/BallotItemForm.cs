using System.Globalization;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>A form that is a ballot of a first round: a choice among options, or a position in the seat's own words.</summary>
internal abstract record BallotItemForm(BallotForm Ballot, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
    : ItemForm(Messages, Format)
{
    /// <inheritdoc/>
    public override Reading Read(RecordedAnswer answer)
    {
        var read = BallotReader.Read(answer.Text, Ballot, answer.Refused, answer.Cut);
        SeatAnswer said = read.Choice switch
        {
            Choice.Vote vote => new SeatAnswer.Vote(vote.Option),
            Choice.Position position => Position(position.Text),
            Choice.Abstention => new SeatAnswer.CannotTell(),
            Choice.Objection objection => new SeatAnswer.Objection(objection.Why),
            Choice.Refusal => new SeatAnswer.Refusal(answer.Refused),
            Choice.Unparsed unparsed => new SeatAnswer.Unreadable(unparsed.Error),
            _ => throw new InvalidOperationException($"A choice of another kind: {read.Choice.GetType().Name}."),
        };
        return new Reading(said, read.Confidence);
    }

    /// <summary>What a position says; <see cref="SeatAnswer.Unreadable"/> where it is not what was asked for.</summary>
    protected abstract SeatAnswer Position(string text);

    /// <inheritdoc/>
    protected override string RepairText(string error) => BallotPrompt.Repair(Ballot, error);
}

/// <summary>A choice among options.</summary>
internal sealed record ChoiceForm(BallotForm Ballot, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
    : BallotItemForm(Ballot, Messages, Format)
{
    /// <inheritdoc/>
    protected override SeatAnswer Position(string text) => new SeatAnswer.Unreadable("it names no option.");
}

/// <summary>A text in the seat's own words.</summary>
internal sealed record TextForm(BallotForm Ballot, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
    : BallotItemForm(Ballot, Messages, Format)
{
    /// <inheritdoc/>
    protected override SeatAnswer Position(string text) => new SeatAnswer.Text(text);
}

/// <summary>A number, or a whole number on a scale.</summary>
internal sealed record NumberForm(
    BallotForm Ballot, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format, RunQuestion.Score? Scale) : BallotItemForm(Ballot, Messages, Format)
{
    /// <summary>What follows the question, so that the position is a number.</summary>
    public static string Instruction(RunQuestion question) => question switch
    {
        RunQuestion.Score score => string.Create(
            CultureInfo.InvariantCulture, $"\n\nGive as \"position\" one whole number from {score.Min} to {score.Max}, in digits and nothing else."),
        RunQuestion.Number { Unit: { } unit } => $"\n\nGive as \"position\" one number ({unit}), in digits and nothing else.",
        _ => "\n\nGive as \"position\" one number, in digits and nothing else.",
    };

    /// <inheritdoc/>
    protected override SeatAnswer Position(string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite
            | NumberStyles.AllowTrailingWhite | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text.TrimEnd('.'), style, CultureInfo.InvariantCulture, out var value))
        {
            return new SeatAnswer.Unreadable("its \"position\" is not a number in digits alone.");
        }

        // 3.0 and 3 are one value, and one text in the results.
        value = decimal.Truncate(value) == value ? decimal.Truncate(value) : value;
        return Scale is { } scale && (value != decimal.Truncate(value) || value < scale.Min || value > scale.Max)
            ? new SeatAnswer.Unreadable(string.Create(CultureInfo.InvariantCulture, $"its \"position\" is not a whole number from {scale.Min} to {scale.Max}."))
            : new SeatAnswer.Number(value);
    }
}
