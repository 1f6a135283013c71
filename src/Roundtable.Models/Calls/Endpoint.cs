using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;

namespace Roundtable.Models.Calls;

/// <summary>The way to one model: its connection and the key, and how failures on the way are put in words.</summary>
/// <param name="connection">The connection.</param>
/// <param name="model">The model as the provider calls it.</param>
/// <param name="key">The key, or null where none is needed.</param>
/// <param name="time">The clock, for a Retry-After that is a date.</param>
internal sealed class Endpoint(Connection connection, string model, Secret? key, TimeProvider time)
{
    private const int QuotedLength = 300;

    /// <summary>The connection.</summary>
    public Connection Connection => connection;

    /// <summary>The model as the provider calls it.</summary>
    public string Model => model;

    /// <summary>The key, or null where none is needed.</summary>
    public Secret? Key => key;

    /// <summary>Adds the key and other headers to a request.</summary>
    /// <param name="message">The request.</param>
    /// <param name="headers">Headers besides the key's.</param>
    /// <param name="keyHeader">The header that the key goes in; null for the connection's usual one.</param>
    public void Sign(HttpRequestMessage message, IEnumerable<(string Name, string Value)> headers, string? keyHeader = null)
    {
        if (key is { } named && (keyHeader ?? (connection.ApiVersion is null ? null : "api-key")) is { } header)
        {
            message.Headers.Add(header, named.Reveal());
        }
        else if (key is { } bearer)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer.Reveal());
        }

        foreach (var (name, value) in headers)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.Remove(Hops.Header);
        message.Headers.Add(Hops.Header, Hops.Outgoing);
    }

    /// <summary>Describes whatever a call threw in one sentence.</summary>
    public ModelCallException Failure(Exception thrown)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ModelCallException told:
                    return told;
                case StatusException status:
                    return Refused((int)status.Status, ProviderError.Parse(status.Body), Wait(status), thrown);
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return new ModelCallException($"No secure connection to {Where}: {Quote(Innermost(e).Message)}", inner: thrown);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }:
                    return Transient($"{Where} cannot be reached: {Quote(Innermost(e).Message)}", thrown);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return new ModelCallException(
                        $"The response of {Where} is larger than the limit of {KeptStream.MaxAnswerBytes / 1024 / 1024} MiB.", inner: thrown)
                    { MayBeCharged = true };
                case HttpRequestException or IOException:
                    return Transient($"The connection to {Where} was closed before the response was complete.", thrown, charged: true);
                default:
                    break;
            }
        }

        return thrown is OperationCanceledException
            ? Transient($"{Where} timed out.", thrown)
            : new ModelCallException($"The call to {Where} failed: {Quote(thrown.Message)}", inner: thrown);
    }

    /// <summary>The response arrived, but violates the API's contract.</summary>
    public ModelCallException Malformed(string what, Exception? inner = null) =>
        Transient($"The response of {Where} {what}.", inner, charged: true);

    /// <summary>The provider said no: with an HTTP status, or with one inside an answer.</summary>
    /// <param name="status">The HTTP status code, or the one that the error in the answer stands for.</param>
    /// <param name="error">What the provider says about it.</param>
    /// <param name="wait">How long it asked to wait.</param>
    /// <param name="inner">What was thrown.</param>
    /// <param name="answering">Whether it had begun to answer.</param>
    public ModelCallException Refused(int status, ProviderError error, TimeSpan? wait = null, Exception? inner = null, bool answering = false)
    {
        var quoted = error.Message.Length == 0 ? "." : $": {Quote(error.Message)}";
        var said = $"{error.Message} {error.Code} {error.Parameter}";
        var length = wait ?? error.RetryAfter;
        return status switch
        {
            401 or 403 when connection.KeyVariable is null => new(
                $"{Where} requires a key ({status}): name the variable that holds it with key_variable in roundtable.yaml.", inner: inner)
            { KeyRefused = true },
            401 => new($"{connection.Name} refused the key in {connection.KeyVariable} (401): check that it is complete and still valid.", inner: inner)
            { KeyRefused = true },
            403 => new($"{connection.Name} does not allow the key in {connection.KeyVariable} to use {model} (403){quoted}", inner: inner)
            { KeyRefused = true },
            402 => new($"The account of {Account} has no credit left (402){quoted}", inner: inner) { Rejected = said, OnlyLimit = true },
            429 when error.Code is "insufficient_quota" or "exceeded_current_quota_error" or "billing_hard_limit_reached" =>
                new($"The account of {Account} has no quota left (429){quoted}", inner: inner),
            404 => new($"{connection.Name} does not know the model {model} at {connection.Address} (404){quoted}", inner: inner)
            { Rejected = said, ModelUnknown = true },
            413 => new($"The request is too large for {Where} (413){quoted}", inner: inner) { Rejected = said, OnlyLimit = true },
            429 => Transient($"{Where} is rate limiting calls (429){quoted}{RetryAfter(length)}", inner, length, said, onlyLimit: true),
            >= 300 and < 400 => new(
                $"{connection.Address} redirects elsewhere ({status}): correct the address of {connection.Name} in roundtable.yaml.", inner: inner),
            408 or 409 or 425 or (>= 500 and not 501) => Transient($"{Where} is failing ({status}){quoted}", inner, length, said, answering),
            _ => new($"{Where} does not accept the request ({status}){quoted}", inner: inner)
            { Rejected = said, ModelUnknown = error.Code is "model_not_found" or "model_not_exist" or "model_decommissioned" or "deprecated_model" },
        };
    }

    /// <summary>How long the provider asks to wait, where that is minutes or more.</summary>
    private static string RetryAfter(TimeSpan? wait) => wait switch
    {
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $" Retry after {wait.Value.TotalHours:0} hours."),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $" Retry after {wait.Value.TotalMinutes:0} minutes."),
        _ => "",
    };

    private string Account => connection.KeyVariable ?? connection.Name;

    private string Where => $"{connection.Name}/{model}";

    private static ModelCallException Transient(
        string message, Exception? inner, TimeSpan? wait = null, string? rejected = null, bool charged = false, bool onlyLimit = false) =>
        new(message, isTransient: true, wait, inner) { Rejected = rejected, MayBeCharged = charged, OnlyLimit = onlyLimit };

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    /// <summary>One line of printable text without the key; scrubbed before it is shortened, so that no half of a key is left over.</summary>
    private string Quote(string text)
    {
        var line = new StringBuilder(text.Length);
        var scrubbed = key?.Scrub(text) ?? text;
        foreach (var c in key?.IsEncodedIn(scrubbed) == true ? "(withheld: it contains the key)" : scrubbed)
        {
            if (!char.IsControl(c) && !char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        var quoted = line.ToString().Trim();
        quoted = quoted.Length > QuotedLength ? quoted[..QuotedLength] + "…" : quoted;
        return quoted.Length > 0 && quoted[^1] is '.' or '!' or '?' or '…' ? quoted : quoted + ".";
    }

    /// <summary>RFC 9110, 10.2.3: seconds or a date. Some providers give milliseconds in a header of their own.</summary>
    private TimeSpan? Wait(StatusException e)
    {
        if (e.Headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var wait = e.Headers.RetryAfter?.Delta ?? (e.Headers.RetryAfter?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
