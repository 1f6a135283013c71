using System.Buffers;
using Roundtable.Record.Secrets;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Gateway;

/// <summary>One request and its response while they pass: what the leaf is made of. Used by one thread at a time.</summary>
/// <param name="request">The request.</param>
/// <param name="path">Where it goes.</param>
/// <param name="began">When it came.</param>
/// <param name="timestamp">The same as a timestamp of the clock.</param>
/// <param name="directory">The data directory, for bodies that are too large for memory.</param>
public sealed class Exchange(GatewayRequest request, GatewayPath path, DateTimeOffset began, long timestamp, string directory) : IDisposable
{
    private SecretGuard? _own;
    private string? _encoding;

    /// <summary>The request.</summary>
    public GatewayRequest Request => request;

    /// <summary>Where it goes.</summary>
    public GatewayPath Path => path;

    /// <summary>When it came.</summary>
    public DateTimeOffset Began => began;

    /// <summary>The same as a timestamp of the clock.</summary>
    public long Timestamp => timestamp;

    /// <summary>The request's body as it was forwarded.</summary>
    public BodyCopy Sent { get; init; } = new(directory);

    /// <summary>The response's body as it came.</summary>
    public BodyCopy Received { get; } = new(directory);

    /// <summary>Names of the query's parameters; their values may be secrets.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>On which terms it was let through; null before that.</summary>
    public Admission.Admitted? Admitted { get; set; }

    /// <summary>The stated use; null where none was stated.</summary>
    public string? Use => Admitted?.Use;

    /// <summary>What is stored of it.</summary>
    public required KeepRule Keep { get; init; }

    /// <summary>Request headers for the record, by name in lower case; never one with a secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RequestHeaders { get; set; } = [];

    /// <summary>Response headers for the record, by name in lower case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; set; } = [];

    /// <summary>The response's status; null until there is one.</summary>
    public int? Status { get; private set; }

    /// <summary>Reads the response on the side; null until there is one.</summary>
    public AnswerReader? Reader { get; private set; }

    /// <summary>When the response's first byte came, as a timestamp of the clock; null where none did.</summary>
    public long? FirstByte { get; set; }

    /// <summary>Keys at the provider that the caller sent, which are no more recorded than those of the configuration.</summary>
    public IReadOnlyList<KnownSecret> OwnKeys { get; init; } = [];

    /// <summary>Whether a text holds a key that the caller sent.</summary>
    /// <param name="text">Any bytes.</param>
    public bool HoldsOwnKey(ReadOnlySpan<byte> text) => OwnKeys.Count > 0 && (_own ??= new SecretGuard(OwnKeys, [])).Find(text) is not null;

    /// <summary>
    /// Whether a response that came compressed holds a known secret once it is decompressed. One that nobody here can decompress is not known to.
    /// </summary>
    /// <param name="secrets">The secrets.</param>
    public bool HoldsCompressed(SecretGuard secrets)
    {
        if (_encoding is null || !Received.CanBeKept)
        {
            return false;
        }

        using var decoder = BodyDecoder.For(_encoding);
        var decoded = new ArrayBufferWriter<byte>();
        decoder?.TryPush(Received.ToMemory().Span, decoded);
        return secrets.Find(decoded.WrittenSpan) is not null || HoldsOwnKey(decoded.WrittenSpan);
    }

    /// <summary>The response began.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="isStream">Whether it is a stream of events.</param>
    /// <param name="encoding">Its Content-Encoding; null for none.</param>
    public void Begin(int status, bool isStream, string? encoding)
    {
        Status = status;
        _encoding = encoding?.Trim() is { Length: > 0 } named && !named.Equals("identity", StringComparison.OrdinalIgnoreCase) ? named : null;
        Reader?.Dispose();
        Reader = new AnswerReader(status is >= 200 and < 300 ? path.Protocol : null, isStream, encoding);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Sent.Dispose();
        Received.Dispose();
        Reader?.Dispose();
    }
}
