using Microsoft.ML.OnnxRuntime;

namespace Roundtable.SentenceVectors;

/// <summary>How ONNX Runtime is set up: on the processor, one thread a run, without telemetry, and silent, since what it says goes to standard error.</summary>
internal static class Runtime
{
    private static readonly Lock _starting = new();
    private static bool _isStarted;

    /// <summary>Starts it, once a process.</summary>
    public static void Start()
    {
        lock (_starting)
        {
            if (_isStarted)
            {
                return;
            }

            if (!OrtEnv.IsCreated)
            {
                var options = new EnvironmentCreationOptions { logId = "roundtable", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                OrtEnv.CreateInstanceWithOptions(ref options);
            }

            OrtEnv.Instance().DisableTelemetryEvents();
            _isStarted = true;
        }
    }

    /// <summary>The settings of a session.</summary>
    public static SessionOptions Options() => new()
    {
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        EnableMemoryPattern = false,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    /// <summary>What it says of a fault, without its own code for it.</summary>
    public static string Reason(OnnxRuntimeException e) =>
        e.Message.ReplaceLineEndings(" ") is var text && text.IndexOf(']', StringComparison.Ordinal) is var end and >= 0 && text.StartsWith('[')
            ? text[(end + 1)..].Trim().TrimEnd('.')
            : text.TrimEnd('.');
}
