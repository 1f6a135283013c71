using System.Buffers;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gateway;

/// <summary>Reads a response on the side, whole or as a stream, compressed or not. It throws at nothing that the bytes are.</summary>
/// <param name="protocol">What it is written in; null where that is not known.</param>
/// <param name="isStream">Whether it is a stream of events.</param>
/// <param name="encoding">Its Content-Encoding; null for none.</param>
public sealed class AnswerReader(Protocol? protocol, bool isStream, string? encoding) : IDisposable
{
    private readonly BodyDecoder? _decoder = BodyDecoder.For(encoding);
    private readonly EventReader? _events = isStream ? new EventReader(protocol) : null;
    private readonly ArrayBufferWriter<byte> _decoded = new(256);
    private bool _isUnreadable;
    private long _pushed;
    private long _passing;

    /// <summary>
    /// Whether the response may pass as it comes, up to what <see cref="Push"/> says. Otherwise it waits whole: it is no stream, or nobody here can read it
    /// while a caller might.
    /// </summary>
    public bool CanPass => _events is not null && (_decoder is not null || protocol is null);

    /// <summary>Reads the next piece of a stream.</summary>
    /// <returns>
    /// Number of bytes from the beginning of the stream that may pass: none of them says how the answer ended. It never becomes less, and never more once an
    /// ending was read, or something that cannot be read.
    /// </returns>
    public long Push(ReadOnlySpan<byte> piece)
    {
        _pushed += piece.Length;
        if (_events is null || _isUnreadable || _decoder is null)
        {
            // An opaque stream passes as it comes, and only its end waits; any other that cannot be read passes no further.
            return _passing = _events is not null && protocol is null ? _pushed : _passing;
        }

        if (_decoder.IsPlain)
        {
            _events.Push(piece);
            return _passing = _events.Settled;
        }

        _decoded.ResetWrittenCount();
        _isUnreadable = !_decoder.TryPush(piece, _decoded);
        _events.Push(_decoded.WrittenSpan);
        return _passing = !_isUnreadable && _events.IsOpen ? _pushed : _passing;
    }

    /// <summary>What the response says, once all of it was read.</summary>
    /// <param name="body">All of it as it came.</param>
    /// <param name="isCut">Whether it ended before it was complete.</param>
    public AnswerFacts Finish(ReadOnlyMemory<byte> body, bool isCut)
    {
        if (_events is not null)
        {
            return AnswerFacts.Of(_events.Complete(), _events.Partial);
        }

        if (_decoder is null || (isCut && protocol is not null) || body.IsEmpty)
        {
            return AnswerFacts.None;
        }

        if (!_decoder.IsPlain)
        {
            if (!_decoder.TryPush(body.Span, _decoded))
            {
                return AnswerFacts.None;
            }

            body = _decoded.WrittenMemory;
        }

        if (protocol is { } known)
        {
            var reading = ProtocolReader.ReadInPlace(known, body);
            return AnswerFacts.Of(reading, reading is ProtocolReading.Answered { Answer: var answer } ? answer : reading.Partial);
        }

        var (model, usage, cost) = ProtocolReader.ReadFigures(body.Span);
        return AnswerFacts.None with { Served = model, Usage = usage, CostUsd = cost };
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder?.Dispose();
}

/// <summary>What a response says. What it does not tell is null.</summary>
/// <param name="Served">The model that it says it is from.</param>
/// <param name="Upstream">Who really served it, where a router says.</param>
/// <param name="Text">The text of the answer; of several answers, all.</param>
/// <param name="FinishReason">Why the model stopped.</param>
/// <param name="Usage">Tokens by kind.</param>
/// <param name="CostUsd">What was charged, in US dollars.</param>
/// <param name="IsRefused">Whether the model declined.</param>
/// <param name="Problem">What is wrong with it, where it is not the answer that it promised to be.</param>
public sealed record AnswerFacts(
    string? Served, string? Upstream, string? Text, string? FinishReason, Usage? Usage, decimal? CostUsd, bool IsRefused, string? Problem)
{
    /// <summary>Where nothing is known.</summary>
    public static AnswerFacts None { get; } = new(null, null, null, null, null, null, false, null);

    internal static AnswerFacts Of(ProtocolReading? reading, ProtocolAnswer? answer)
    {
        var problem = reading switch
        {
            ProtocolReading.Failed failed => failed.Error.Code ?? "error",
            ProtocolReading.Broken broken => broken.Problem,
            _ => null,
        };
        if (answer is null)
        {
            return None with { Problem = problem };
        }

        var text = answer.Choices.Count == 1 ? answer.First.Text : string.Join("\n\n", answer.Choices.Select(c => c.Text));
        return new AnswerFacts(
            answer.Model,
            answer.Upstream,
            text.Length > 0 ? text : null,
            answer.Choices.Count > 0 ? answer.First.FinishReason : null,
            answer.Usage is { IsEmpty: false } usage ? usage : null,
            answer.CostUsd,
            answer.Choices.Any(c => c.IsRefused),
            problem);
    }
}
