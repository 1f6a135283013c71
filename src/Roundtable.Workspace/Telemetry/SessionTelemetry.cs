using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Roundtable.Workspace.Telemetry;

/// <summary>
/// Traces and metrics of sessions and model calls. Names follow OpenTelemetry's semantic conventions for generative AI
/// (<c>gen_ai.*</c>) where there is one. Nothing that was asked or said goes into them, and no key. Where nobody listens, they cost
/// next to nothing.
/// </summary>
public static class SessionTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Roundtable";

    /// <summary>How a session ended: its result is complete.</summary>
    public const string Finished = "finished";

    /// <summary>How a session ended: it was stopped, and can be resumed.</summary>
    public const string Stopped = "stopped";

    /// <summary>How a session ended: an error stopped it.</summary>
    public const string Failed = "failed";

    private const string Chat = "chat";

    private static readonly ActivitySource _source = new(Name);
    private static readonly Meter _meter = new(Name);

    private static readonly UpDownCounter<int> _active = _meter.CreateUpDownCounter<int>(
        "roundtable.sessions.active", "{session}", "Sessions that this server runs now.");

    private static readonly Histogram<double> _sessionDuration = _meter.CreateHistogram(
        "roundtable.session.duration",
        "s",
        "Duration of sessions in this server, by outcome.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600] });

    private static readonly Histogram<double> _callDuration = _meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "Duration of model calls, retries included.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        });

    private static readonly Histogram<long> _tokens = _meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens of model calls, by type.",
        advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });

    /// <summary>Begins the span of a session.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="seats">Number of seats.</param>
    /// <param name="simulated">Whether no model answers.</param>
    /// <param name="resumed">Whether it was begun before.</param>
    internal static Activity? BeginSession(string session, int seats, bool simulated, bool resumed)
    {
        _active.Add(1);

        // A session outlives the request that began it: it is a trace of its own.
        Activity.Current = null;
        var activity = _source.StartActivity("roundtable.session", ActivityKind.Internal);
        return activity?
            .SetTag("roundtable.session.id", session)
            .SetTag("roundtable.session.seats", seats)
            .SetTag("roundtable.session.simulated", simulated)
            .SetTag("roundtable.session.resumed", resumed);
    }

    /// <summary>Ends the span of a session.</summary>
    /// <param name="activity">The span, or null where nobody listens.</param>
    /// <param name="outcome">How it ended: <see cref="Finished"/>, <see cref="Stopped"/> or <see cref="Failed"/>.</param>
    /// <param name="elapsed">How long this server ran it.</param>
    internal static void EndSession(Activity? activity, string outcome, TimeSpan elapsed)
    {
        _active.Add(-1);
        _sessionDuration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("roundtable.session.outcome", outcome));
        activity?.SetTag("roundtable.session.outcome", outcome);
        if (outcome == Failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        activity?.Dispose();
    }

    /// <summary>Begins the span of a model call.</summary>
    internal static Activity? BeginCall(string provider, string model, string operation = Chat) =>
        _source.HasListeners() ? _source.StartActivity($"{operation} {model}", ActivityKind.Client)?
        .SetTag("gen_ai.operation.name", operation)
        .SetTag("gen_ai.provider.name", provider)
        .SetTag("gen_ai.request.model", model) : null;

    /// <summary>Records a model call's metrics.</summary>
    internal static void RecordCall(
        string provider, string model, TimeSpan elapsed, long? inputTokens, long? outputTokens, string? error, string operation = Chat)
    {
        if (!_callDuration.Enabled && !_tokens.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "gen_ai.operation.name", operation },
            { "gen_ai.provider.name", provider },
            { "gen_ai.request.model", model },
        };
        Record("input", inputTokens);
        Record("output", outputTokens);
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        _callDuration.Record(elapsed.TotalSeconds, tags);

        void Record(string type, long? count)
        {
            if (count is { } known)
            {
                _tokens.Record(known, [.. tags, new KeyValuePair<string, object?>("gen_ai.token.type", type)]);
            }
        }
    }
}
