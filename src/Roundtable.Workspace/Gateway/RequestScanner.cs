using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// Finds a few top-level members of a JSON object as its bytes come, without keeping the rest: bodies have megabytes of images, and the model may be named
/// after them. It does not check that the body is JSON; the upstream does.
/// </summary>
public sealed class RequestScanner
{
    private const int MaxCaptured = 4096;

    private static readonly SearchValues<byte> _structure = SearchValues.Create("\"{}[]"u8);
    private readonly ArrayBufferWriter<byte> _captured = new(64);
    private State _state;
    private int _depth;
    private bool _escaped;
    private bool _isBroken;
    private Member _member;
    private Member _seen;
    private string? _model;
    private bool _stream;
    private long? _max;
    private long? _choices;
    private bool _ambiguous;

    private enum State
    {
        Start,
        BeforeName,
        Name,
        BeforeColon,
        BeforeValue,
        Text,
        Literal,
        Nested,
        NestedText,
        AfterValue,
        End,
    }

    [Flags]
    private enum Member
    {
        None = 0,
        Model = 1,
        Stream = 2,
        MaxTokens = 4,
        MaxCompletionTokens = 8,
        MaxOutputTokens = 16,
        Choices = 32,
    }

    /// <summary>What was found, once all was read; null where it is no JSON object.</summary>
    public RequestFacts? Facts => _isBroken || _state != State.End ? null : new RequestFacts(_model, _stream, _max, _choices, _ambiguous);

    /// <summary>Reads the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && !_isBroken; i++)
        {
            switch (_state)
            {
                case State.Nested:
                    var found = bytes[i..].IndexOfAny(_structure);
                    i = found < 0 ? bytes.Length : i + found;
                    if (found >= 0)
                    {
                        TakeNested(bytes[i]);
                    }

                    break;
                case State.NestedText or State.Text or State.Name:
                    i += TakeText(bytes[i..]) - 1;
                    break;
                default:
                    Take(bytes[i]);
                    break;
            }
        }
    }

    private void Take(byte b)
    {
        if (_state == State.Literal)
        {
            if (b is not ((byte)',' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                Capture([b]);
                return;
            }

            EndValue(isText: false);
        }

        if (b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            return;
        }

        switch ((_state, (char)b))
        {
            case (State.Start, '{'):
                _state = State.BeforeName;
                break;
            case (State.BeforeName, '"'):
                Begin(State.Name);
                break;
            case (State.BeforeName or State.AfterValue, '}'):
                _state = State.End;
                break;
            case (State.AfterValue, ','):
                _state = State.BeforeName;
                break;
            case (State.BeforeColon, ':'):
                _state = State.BeforeValue;
                break;
            case (State.BeforeValue, '"'):
                Begin(State.Text);
                break;
            case (State.BeforeValue, '{' or '['):
                (_state, _depth) = (State.Nested, 1);
                break;
            case (State.BeforeValue, not ('}' or ']' or ',' or ':')):
                Begin(State.Literal);
                Capture([b]);
                break;
            default:
                _isBroken = true;
                break;
        }
    }

    private void TakeNested(byte b)
    {
        switch ((char)b)
        {
            case '"':
                (_state, _escaped) = (State.NestedText, false);
                break;
            case '{' or '[':
                _depth++;
                break;
            default:
                _state = --_depth == 0 ? State.AfterValue : State.Nested;
                if (_depth == 0)
                {
                    Note(isText: false);
                }

                break;
        }
    }

    /// <summary>Reads within a string; returns how many bytes were read.</summary>
    private int TakeText(ReadOnlySpan<byte> bytes)
    {
        if (_escaped)
        {
            _escaped = false;
            Capture(bytes[..1]);
            return 1;
        }

        var found = bytes.IndexOfAny((byte)'"', (byte)'\\');
        if (found < 0)
        {
            Capture(bytes);
            return bytes.Length;
        }

        if (bytes[found] == '\\')
        {
            _escaped = true;
            Capture(bytes[..(found + 1)]);
            return found + 1;
        }

        Capture(bytes[..found]);
        switch (_state)
        {
            case State.NestedText:
                _state = State.Nested;
                break;
            case State.Name:
                _member = MemberOf(Captured());
                _state = State.BeforeColon;
                break;
            default:
                EndValue(isText: true);
                break;
        }

        return found + 1;
    }

    private void Begin(State state)
    {
        _state = state;
        _escaped = false;
        _captured.ResetWrittenCount();
    }

    private void Capture(ReadOnlySpan<byte> bytes)
    {
        if (_state is not State.NestedText && _captured.WrittenCount <= MaxCaptured)
        {
            _captured.Write(bytes[..Math.Min(bytes.Length, MaxCaptured + 1 - _captured.WrittenCount)]);
        }
    }

    /// <summary>The captured string; null where it is longer than anything that is looked for, or none at all.</summary>
    private string? Captured()
    {
        var bytes = _captured.WrittenSpan;
        if (bytes.Length > MaxCaptured)
        {
            return null;
        }

        if (!bytes.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        try
        {
            return JsonElement.Parse([(byte)'"', .. bytes, (byte)'"']).GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void EndValue(bool isText)
    {
        _state = State.AfterValue;
        Note(isText);
    }

    private void Note(bool isText)
    {
        if (_member == Member.None)
        {
            return;
        }

        _ambiguous |= _seen.HasFlag(_member);
        _seen |= _member;
        var value = Captured();
        switch (_member)
        {
            case Member.Model:
                _model = isText ? value : null;
                _ambiguous |= isText && value is null;
                break;
            case Member.Stream:
                _stream = !isText && value == "true";
                break;
            case Member.Choices:
                _choices = Number(isText, value);
                break;
            default:
                _max = Number(isText, value) is { } count ? Math.Max(count, _max ?? 0) : _max;
                break;
        }

        _captured.ResetWrittenCount();
        _member = Member.None;
    }

    private static long? Number(bool isText, string? value) =>
        !isText && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Member MemberOf(string? name) => name switch
    {
        "model" => Member.Model,
        "stream" => Member.Stream,
        "max_tokens" => Member.MaxTokens,
        "max_completion_tokens" => Member.MaxCompletionTokens,
        "max_output_tokens" => Member.MaxOutputTokens,
        "n" => Member.Choices,
        _ => Member.None,
    };
}
