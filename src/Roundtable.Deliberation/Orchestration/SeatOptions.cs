using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The options of a call to the model of a seat.</summary>
internal static class SeatOptions
{
    /// <summary>The options.</summary>
    /// <param name="seat">The seat.</param>
    /// <param name="allowance">What its answer may take.</param>
    /// <param name="clock">How long it may take.</param>
    /// <param name="promptTokens">Tokens of the prompt, estimated.</param>
    /// <param name="format">The schema of the answer, or null.</param>
    public static ChatOptions Of(Seat seat, Allowance allowance, CallClock clock, long promptTokens, ChatResponseFormat? format)
    {
        var options = new ChatOptions
        {
            Temperature = (float?)seat.Temperature,
            TopP = (float?)seat.Settings?.TopP,
            MaxOutputTokens = allowance.Limit,
            ResponseFormat = format,
            AdditionalProperties = new() { [CallClock.Property] = clock },
        };
        if (seat.Settings is { } settings)
        {
            options.AdditionalProperties[SeatSettings.Property] = settings;
        }

        if (allowance.MustLimit)
        {
            options.AdditionalProperties[CallLimit.RequiredProperty] = true;
            options.AdditionalProperties[CallLimit.LostTryProperty] = (Func<bool>)(() =>
            {
                allowance.Lose(promptTokens);
                return allowance.Covers(promptTokens);
            });
        }

        if (allowance.MustLimit && seat.Settings?.HasTools == true)
        {
            options.AdditionalProperties[CallLimit.DialogueProperty] = (CoversDialogue)allowance.CoversNext;
        }

        return options;
    }
}
