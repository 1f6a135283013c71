using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Telemetry;

namespace Roundtable.Tests.Workspace.Telemetry;

public sealed class MeasuredChatClientTests : IDisposable
{
    private const string Secret = "sk-the-question-and-the-key";

    private readonly string _model = "model-" + Guid.NewGuid().ToString("N"); // other tests call models at the same time
    private readonly List<Activity> _spans = [];
    private readonly List<(string Instrument, double Value, string Tags)> _measured = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();
    private readonly ManualTime _time = new();

    public MeasuredChatClientTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == SessionTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a => Add(a),
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == SessionTelemetry.Name)
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i.Name, value, tags));
        _meters.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i.Name, value, tags));
        _meters.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task A_call_is_a_span_with_tokens_and_a_duration_and_without_words()
    {
        using var client = Client((_, _, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(ScriptedChatClient.Said("answer " + Secret));
        });
        await client.GetResponseAsync(Secret, Options(), Cancellation);
        var span = Assert.Single(_spans);
        Assert.Equal($"chat {_model}", span.DisplayName);
        Assert.Equal(100L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal("scripted-1", span.GetTagItem("gen_ai.response.model"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal([100, 50, 3], _measured.Select(m => m.Value));
        AssertSecret();
    }

    [Fact]
    public async Task A_failure_is_told_by_its_type_alone()
    {
        using var client = Client((_, _, _) => throw new InvalidOperationException(Secret));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync(Secret, Options(), Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync(Secret, Options(), Cancellation))
            {
            }
        });
        Assert.Equal(2, _spans.Count);
        Assert.All(_spans, s => Assert.Equal((ActivityStatusCode.Error, "InvalidOperationException"), (s.Status, s.GetTagItem("error.type"))));
        Assert.All(_measured, m => Assert.Contains("error.type=InvalidOperationException", m.Tags, StringComparison.Ordinal));
        AssertSecret();
    }

    [Fact]
    public async Task A_stream_is_measured_when_it_ends_and_passed_on_as_it_comes()
    {
        using var client = Client((_, _, _) => Task.FromResult(ScriptedChatClient.Said("one two")));
        var text = "";
        await foreach (var update in client.GetStreamingResponseAsync(Secret, Options(), Cancellation))
        {
            Assert.Empty(_spans);
            text += update.Text;
        }

        Assert.Equal("one two", text);
        Assert.Single(_spans);
        Assert.Equal(["gen_ai.client.token.usage", "gen_ai.client.token.usage", "gen_ai.client.operation.duration"], _measured.Select(m => m.Instrument));
    }

    private static ChatOptions Options() => new() { AdditionalProperties = new() { [RecordingChatClient.CallProperty] = "r1.s1" } };

    private MeasuredChatClient Client(Func<string, IReadOnlyList<ChatMessage>, CancellationToken, Task<ChatResponse>> answer) =>
        new(new ScriptedChatClient(answer), "scripted", _model, _time);

    private void Add(Activity activity)
    {
        if (activity.DisplayName.EndsWith(_model, StringComparison.Ordinal))
        {
            _spans.Add(activity);
        }
    }

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
        if (text.Contains(_model, StringComparison.Ordinal))
        {
            _measured.Add((instrument, value, text));
        }
    }

    private void AssertSecret()
    {
        Assert.All(_measured, m => Assert.DoesNotContain(Secret, m.Tags, StringComparison.Ordinal));
        Assert.All(_spans, s => Assert.DoesNotContain(Secret, s.StatusDescription + string.Join(' ', s.TagObjects.Select(t => $"{t.Key}={t.Value}")), StringComparison.Ordinal));
        Assert.All(_spans, s => Assert.Empty(s.Events));
    }
}
