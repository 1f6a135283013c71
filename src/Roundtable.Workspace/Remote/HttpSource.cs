using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Roundtable.Corpus.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Remote;

/// <summary>Files on web servers. Redirects are followed to the same scheme alone: what was asked for over TLS comes over TLS.</summary>
/// <param name="http">A client that follows no redirect and decompresses nothing.</param>
internal sealed class HttpSource(HttpClient http) : IRangeSource
{
    private const int MaxRedirects = 5;
    private const string OfTime = "modified ";

    // Parameters of signed addresses, which give whoever reads them access: of S3, Google, Azure, CloudFront, and those that often hold keys.
    private static readonly string[] _secrets =
    [
        "x-amz-signature", "x-amz-credential", "x-amz-security-token", "x-goog-signature", "awsaccesskeyid", "signature", "sig", "key-pair-id", "policy",
        "token", "access_token", "auth", "key", "api_key", "apikey", "password",
    ];

    // Their first bytes show them, and files are unpacked as those on disk.
    private static readonly string[] _encodings = ["identity", "gzip", "x-gzip", "zstd"];

    public async Task<IReadOnlyList<RemoteFile>> ListAsync(string address, Retries retries, CancellationToken cancellation)
    {
        var uri = Checked(address);
        return [await retries.RunAsync(address, (token, _) => HeadAsync(address, uri, token), cancellation)];
    }

    public async Task<Stream> OpenAsync(RemoteFile file, long from, long to, CancellationToken cancellation)
    {
        var response = await SendAsync(new Uri(file.Address), new RangeHeaderValue(from, to), file.Version, cancellation);
        try
        {
            if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                throw RangedContent.Changed(file);
            }

            var range = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : throw Refused(file.Address, response);
            // A server may send less than was asked for (RFC 9110, section 15.3.7): the next request goes on after it.
            if (range is not { Unit: "bytes", HasRange: true } || range.From != from || range.To > to)
            {
                throw new TransientException("another range came than was asked for");
            }

            CheckEncoding(file.Address, response);

            return (range.Length is { } length && length != file.Length) || VersionOf(response) != file.Version
                ? throw RangedContent.Changed(file)
                : new OwningStream(response, await response.Content.ReadAsStreamAsync(cancellation));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static Uri Checked(string address)
    {
        var shown = Neutralise.Line(Address.Shown(address));
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new RemoteException($"'{shown}' is not an address.", RemoteFailure.Unsupported);
        }

        var secret = uri.Query.TrimStart('?').Split('&').Select(p => p.Split('=')[0].ToLowerInvariant()).FirstOrDefault(_secrets.Contains);
        return uri.UserInfo.Length > 0 || secret is not null
            ? throw new RemoteException(
                $"The address of {uri.Host}{Neutralise.Line(uri.AbsolutePath)} has a key or a password in it ({secret ?? "before the host"}), which would "
                    + "stand in the plan of the scan: give an address without it, or s3:// with credentials.",
                RemoteFailure.Unsupported)
            : uri.AbsolutePath.EndsWith('/')
            ? throw new RemoteException(
                $"{shown} is a folder, and web servers do not list folders: put the addresses of its files into a file, one a line, and name it with --list.",
                RemoteFailure.Unsupported)
            : uri;
    }

    /// <summary>Asks for the first byte: servers answer HEAD less well than GET, and what they say here shows that they know ranges.</summary>
    private async Task<RemoteFile> HeadAsync(string address, Uri uri, CancellationToken cancellation)
    {
        using var response = await SendAsync(uri, new RangeHeaderValue(0, 0), null, cancellation);
        var range = response.Content.Headers.ContentRange;
        CheckEncoding(address, response);
        return response.StatusCode switch
        {
            HttpStatusCode.PartialContent when range?.Length is { } length => new RemoteFile(address, length, VersionOf(response)),
            HttpStatusCode.RequestedRangeNotSatisfiable when range?.Length is null or 0 => new RemoteFile(address, 0, VersionOf(response)),
            HttpStatusCode.OK when response.Content.Headers.ContentLength == 0 => new RemoteFile(address, 0, VersionOf(response)),
            HttpStatusCode.PartialContent => throw new RemoteException(
                $"The server of {Neutralise.Line(Address.Shown(address))} does not say how long the file is: download it.", RemoteFailure.Unsupported),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => throw new FileNotFoundException($"There is no file at {Address.Shown(address)}.", address),
            _ => throw Refused(address, response),
        };
    }

    /// <summary>Refuses an encoding that was not asked for and that no packing of files is like.</summary>
    private static void CheckEncoding(string address, HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentEncoding.FirstOrDefault(e => !_encodings.Contains(e, StringComparer.OrdinalIgnoreCase)) is { } encoding)
        {
            throw new RemoteException(
                $"The server of {Neutralise.Line(Address.Shown(address))} sends the file in another encoding ({Neutralise.Line(encoding)}) though it was asked "
                    + "for the file itself: download it.",
                RemoteFailure.Unsupported);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri uri, RangeHeaderValue range, string? version, CancellationToken cancellation)
    {
        var at = uri;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at) { Headers = { Range = range } };
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));

            // A weak tag never matches in If-Match (RFC 9110, section 13.1.1); the answer's is compared in any case.
            if (version is not null && EntityTagHeaderValue.TryParse(version, out var tag) && !tag.IsWeak)
            {
                request.Headers.IfMatch.Add(tag);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var status = (int)response.StatusCode;
            if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return status is 408 or 425 or 429 or >= 500 ? throw Failed(response) : response;
            }

            response.Dispose();
            var next = new Uri(at, location);
            at = next.Scheme != uri.Scheme || next.UserInfo.Length > 0
                ? throw new RemoteException(
                    $"{Neutralise.Line(Address.Shown(uri.AbsoluteUri))} leads to an address of another kind ({next.Scheme}://{next.Host}): it is not followed.",
                    RemoteFailure.Unsupported)
                : redirects < MaxRedirects ? next
                : throw new RemoteException($"{Neutralise.Line(Address.Shown(uri.AbsoluteUri))} leads from one address to another.", RemoteFailure.Unsupported);
        }
    }

    private static TransientException Failed(HttpResponseMessage response)
    {
        using (response)
        {
            return new TransientException($"status {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta);
        }
    }

    private static RemoteException Refused(string address, HttpResponseMessage response)
    {
        var shown = Neutralise.Line(Address.Shown(address));
        return response.IsSuccessStatusCode
            ? new RemoteException($"The server of {shown} does not send parts of files: download it.", RemoteFailure.Unsupported)
            : new RemoteException($"The server refuses {shown} (status {(int)response.StatusCode}).", RemoteFailure.Refused);
    }

    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag?.ToString()
            ?? (response.Content.Headers.LastModified is { } time ? OfTime + time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null);
}
