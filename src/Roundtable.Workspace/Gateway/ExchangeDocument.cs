using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gateway;

/// <summary>Writes the document of an exchange's leaf: who asked for what, and what came of it. docs/formats/exchange.md describes it.</summary>
internal static class ExchangeDocument
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Where a thread writes document after document.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _output;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>The document's bytes.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="facts">What the response says.</param>
    /// <param name="firstByteMs">Milliseconds until the first byte of the response; null where none came.</param>
    public static byte[] Write(Exchange exchange, ExchangeEnd end, AnswerFacts facts, long? firstByteMs)
    {
        var output = _output ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        var json = _json ??= new Utf8JsonWriter(output, _options);
        json.Reset();
        json.WriteStartObject();
        json.WriteString("call"u8, exchange.Request.Call);
        json.WriteString("caller"u8, exchange.Request.Caller.Name);
        if (exchange.Admitted?.Conditions is { Count: > 0 } conditions)
        {
            json.WriteStartArray("conditions"u8);
            foreach (var condition in conditions)
            {
                json.WriteStringValue(condition);
            }

            json.WriteEndArray();
        }

        if (end != ExchangeEnd.Complete)
        {
            json.WriteString("cut"u8, Kebab.Name(end));
        }

        if (firstByteMs is { } first)
        {
            json.WriteNumber("firstByteMs"u8, first);
        }

        if (exchange.Request.Token is { } token)
        {
            json.WriteString("key"u8, token.Id);
        }

        json.WriteString("method"u8, exchange.Request.Method);
        json.WriteString("path"u8, exchange.Path.Rest);
        if (facts.Problem is { } problem)
        {
            json.WriteString("problem"u8, problem);
        }

        if (exchange.Query.Count > 0)
        {
            json.WriteStartArray("query"u8);
            foreach (var name in exchange.Query)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        Write(json, "request"u8, exchange.Sent, exchange.RequestHeaders);
        if (exchange.Admitted?.ReservedMicroDollars is { } reserved)
        {
            json.WriteNumber("reservedMicroDollars"u8, reserved);
        }

        Write(json, "response"u8, exchange.Received, exchange.ResponseHeaders);
        if (exchange.Status is { } status)
        {
            json.WriteNumber("status"u8, status);
        }

        json.WriteString("upstream"u8, exchange.Path.Upstream.Name);
        if (exchange.Use is { } use)
        {
            json.WriteString("use"u8, use);
        }

        json.WriteNumber("v"u8, 1);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, BodyCopy body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        json.WriteStartObject(name);
        json.WriteNumber("bytes"u8, body.Length);
        if (headers.Count > 0)
        {
            json.WriteStartObject("headers"u8);
            foreach (var (header, value) in headers)
            {
                json.WriteString(header, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
