using System.Net;
using Roundtable.Record.Tiles;

namespace Roundtable.Workspace.Following;

/// <summary>The public resources of a log at an address (C2SP tlog-tiles). Nothing that it returns is trusted.</summary>
/// <param name="address">The log's prefix.</param>
/// <param name="client">The HTTP client; it follows no redirect.</param>
/// <param name="cancellation">Stops a request.</param>
internal sealed class LogOverHttp(Uri address, HttpClient client, CancellationToken cancellation) : ILogResources
{
    /// <inheritdoc/>
    public byte[]? Read(string path)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address.AbsoluteUri.TrimEnd('/')}/{path}");
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return null;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"{path} was answered with status {(int)response.StatusCode}.");
            }

            using var body = response.Content.ReadAsStream(cancellation);
            var bytes = new MemoryStream();
            var buffer = new byte[16 << 10];
            for (int read; (read = body.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > EntryBundle.MaxBytes)
                {
                    throw new IOException($"{path} is longer than any resource of a log.");
                }
            }

            return bytes.ToArray();
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{path} was not answered in time.", e);
        }
    }
}
