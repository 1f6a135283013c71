using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Reads JSON (RFC 8259) from bytes in one pass: strings are found, checked and unescaped 64 bytes at a time, and everything
/// that is not asked for is validated while it is skipped. Nothing is thrown: the first fault is kept, with its position.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>Maximum nesting depth of values.</summary>
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>The position of the next byte; after a fault, the position of the fault.</summary>
    public int At { get; private set; }

    /// <summary>The number of bytes of text-like strings that were skipped.</summary>
    public long Unread { get; set; }

    /// <summary>Receives the strings and long numbers that are skipped; null where nobody wants them.</summary>
    public SkippedValues? Skipped { get; init; }

    /// <summary>The first fault.</summary>
    public JsonFault Fault { get; private set; }

    /// <summary>The next byte that is not white space; 0 at the end (and for the byte 0, which is valid nowhere).</summary>
    public byte Peek()
    {
        var bytes = _json;
        var at = At;
        while ((uint)at < (uint)bytes.Length)
        {
            var b = bytes[at];
            if (b > (byte)' ' || b is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                At = at;
                return b;
            }

            at++;
        }

        At = at;
        return 0;
    }

    /// <summary>Consumes an expected byte after white space; a fault if there is another.</summary>
    public bool Take(byte expected)
    {
        if (Peek() == expected)
        {
            At++;
            return true;
        }

        return Stop(At >= _json.Length ? JsonFault.Cut : JsonFault.Unexpected, At);
    }

    /// <summary>Whether another element or field follows: consumes the comma or the closing bracket; a fault if there is neither.</summary>
    public bool Next(byte close)
    {
        if (Peek() == (byte)',')
        {
            At++;
            return true;
        }

        Take(close);
        return false;
    }

    /// <summary>The bytes read since a position.</summary>
    public readonly ReadOnlySpan<byte> Between(int start) => _json[start..At];

    /// <summary>Whether only white space remains.</summary>
    public bool Ended() => Peek() == 0 && At >= _json.Length;

    /// <summary>Reads a string and appends it, unescaped, to <paramref name="into"/>.</summary>
    public bool String(TextBuffer into)
    {
        if (!Take((byte)'"'))
        {
            return false;
        }

        // Unescaped text is never longer than its source.
        var start = into.Length;
        var target = into.Room(_json.Length - At);
        var read = JsonStrings.Unescape(_json[At..], target, out var written, out var ascii, out var fault);
        if (fault != JsonFault.None)
        {
            return Stop(fault, At + read);
        }

        if (!ascii && !Utf8.IsValid(target[..written]))
        {
            return Stop(JsonFault.Encoding, At + JsonStrings.FirstNotUtf8(_json.Slice(At, read)));
        }

        At += read;
        into.Length = start + written;
        return true;
    }

    /// <summary>Reads a key and its colon; keys with escapes, which are rare, are unescaped into <paramref name="scratch"/>.</summary>
    public bool Key(TextBuffer scratch, out ReadOnlySpan<byte> key)
    {
        if (!Take((byte)'"'))
        {
            key = default;
            return false;
        }

        var start = At;
        var read = JsonStrings.Skip(_json[start..], out var plain, out var fault);
        if (fault != JsonFault.None)
        {
            key = default;
            return Stop(fault, start + read);
        }

        if (plain)
        {
            At = start + read;
            key = _json.Slice(start, read - 1);
        }
        else
        {
            At = start - 1;
            scratch.Length = 0;
            if (!String(scratch))
            {
                key = default;
                return false;
            }

            key = scratch.Written;
        }

        return Take((byte)':');
    }

    /// <summary>Skips one value of any kind, validating it.</summary>
    public bool Skip()
    {
        var depth = 0;
        // One bit per level: set inside an object.
        UInt128 objects = 0;
        while (true)
        {
            switch (Peek())
            {
                case (byte)'"':
                    if (!SkipString(isKey: false))
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    if (++depth >= MaxDepth)
                    {
                        return Stop(JsonFault.Depth, At);
                    }

                    var isObject = _json[At++] == (byte)'{';
                    objects = (objects << 1) | (isObject ? 1U : 0U);
                    if (Peek() == (isObject ? (byte)'}' : (byte)']'))
                    {
                        break;
                    }

                    if (isObject && !SkipKey())
                    {
                        return false;
                    }

                    continue;
                default:
                    if (!Scalar())
                    {
                        return false;
                    }

                    break;
            }

            // After a value the enclosing list or object continues or ends.
            while (true)
            {
                if (depth == 0)
                {
                    return true;
                }

                var inObject = (objects & 1) == 1;
                var b = Peek();
                if (b == (byte)',')
                {
                    At++;
                    if (inObject && !SkipKey())
                    {
                        return false;
                    }

                    break;
                }

                if (b != (inObject ? (byte)'}' : (byte)']'))
                {
                    return Stop(At >= _json.Length ? JsonFault.Cut : JsonFault.Unexpected, At);
                }

                At++;
                depth--;
                objects >>= 1;
            }
        }
    }

    /// <summary>Records the first fault. Always returns false.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Stop(JsonFault fault, int at)
    {
        if (Fault == JsonFault.None)
        {
            (Fault, At) = (fault, at);
        }

        return false;
    }

    private bool SkipKey() =>
        Peek() == (byte)'"' ? SkipString(isKey: true) && Take((byte)':') : Stop(At >= _json.Length ? JsonFault.Cut : JsonFault.Unexpected, At);

    private bool SkipString(bool isKey)
    {
        var start = At + 1;
        var read = JsonStrings.Skip(_json[start..], out var plain, out var fault);
        if (fault == JsonFault.None)
        {
            At = start + read;
            Unread += !isKey && read > TextLikeness.MinBytes && TextLikeness.Is(_json.Slice(start, read - 1)) ? read - 1 : 0;

            return isKey || Skipped is null || (plain ? Skipped.Add(_json.Slice(start, read - 1)) : Escaped(start, Skipped));
        }

        return Stop(fault, start + read);
    }

    private bool Escaped(int start, SkippedValues skipped)
    {
        At = start - 1;
        return String(skipped.Begin());
    }

    private bool Scalar()
    {
        var length = JsonScalars.Length(_json[At..], out var fault);
        Skipped?.AddNumber(_json.Slice(At, length));
        At += length;
        return fault == JsonFault.None || Stop(fault, At);
    }
}
