using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Storage;

namespace Roundtable.Annotation.Runs;

/// <summary>The settings of a run's calls. A seat's are the same for every form with the same schema, and are written as they are recorded once.</summary>
/// <param name="mustLimit">Whether no call may go out without a limit of tokens, because its cost must be bounded.</param>
internal sealed class CallSettings(bool mustLimit)
{
    private const int MaxKept = 4_096;

    private readonly ConcurrentDictionary<(int Seat, ChatResponseFormatJson? Format), DigestedContent> _written = [];

    /// <summary>The settings of a call, with its documents left in them for the record.</summary>
    public (ChatOptions Options, CallDocuments Documents) Of(Seat seat, ItemForm form, IReadOnlyList<ChatMessage> messages)
    {
        var options = OptionsOf(seat, form);
        var documents = CallDocuments.Of(seat.Model.Name, messages, options, Written(seat, form.Format, options));
        options.AdditionalProperties![CallDocuments.Property] = documents;
        return (options, documents);
    }

    private DigestedContent Written(Seat seat, ChatResponseFormatJson? format, ChatOptions options)
    {
        if (_written.TryGetValue((seat.Number, format), out var known))
        {
            return known;
        }

        var settings = CallDocuments.SettingsOf(seat.Model.Name, options);
        if (_written.Count < MaxKept)
        {
            _written.TryAdd((seat.Number, format), settings);
        }

        return settings;
    }

    private ChatOptions OptionsOf(Seat seat, ItemForm form)
    {
        var options = new ChatOptions
        {
            Temperature = (float?)seat.Temperature,
            TopP = (float?)seat.Settings?.TopP,
            MaxOutputTokens = AnswerLimit.Of(seat),
            ResponseFormat = form.Format,
            AdditionalProperties = [],
        };
        if (form.SharedPrefix > 0)
        {
            options.AdditionalProperties[RecordingChatClient.SharedPrefixProperty] = form.SharedPrefix;
        }

        if (seat.Settings is { } settings)
        {
            options.AdditionalProperties[SeatSettings.Property] = settings;
        }

        if (mustLimit && !seat.Model.Simulated)
        {
            options.AdditionalProperties[CallLimit.RequiredProperty] = true;
        }

        return options;
    }
}
