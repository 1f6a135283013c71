using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Roundtable.Corpus.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Remote;

/// <summary>Objects in S3, and in servers that are like it.</summary>
internal sealed class S3Source(IAmazonS3 s3) : IRangeSource
{
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(string address, Retries retries, CancellationToken cancellation)
    {
        var (bucket, key) = Parse(address);
        if (key.Length > 0 && !key.EndsWith('/')
            && await retries.RunAsync(address, (token, _) => ObjectAsync(address, bucket, key, token), cancellation) is { } one)
        {
            return [one];
        }

        List<RemoteFile> files = [];
        var prefix = key.Length == 0 || key.EndsWith('/') ? key : key + "/";
        string? next = null;
        do
        {
            var page = await retries.RunAsync(address, (token, _) => PageAsync(address, bucket, prefix, next, token), cancellation);

            // Consoles make objects without content for folders.
            files.AddRange((page.S3Objects ?? []).Where(o => !(o.Key.EndsWith('/') && o.Size is null or 0))
                .Select(o => new RemoteFile($"s3://{bucket}/{o.Key}", o.Size ?? 0, o.ETag)));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
        return files.Count > 0 ? files : throw new FileNotFoundException($"There is no object at {address}.", address);
    }

    public async Task<Stream> OpenAsync(RemoteFile file, long from, long to, CancellationToken cancellation)
    {
        var (bucket, key) = Parse(file.Address);
        var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(from, to), EtagToMatch = file.Version };
        GetObjectResponse response;
        try
        {
            response = await s3.GetObjectAsync(request, cancellation);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw RangedContent.Changed(file, e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw Failure(file.Address, e);
        }

        try
        {
            // Not every server looks at If-Match.
            return response.ETag != file.Version || response.ContentLength != to - from + 1
                ? throw RangedContent.Changed(file)
                : new OwningStream(response, response.ResponseStream);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static (string Bucket, string Key) Parse(string address)
    {
        var parts = address["s3://".Length..].Split('/', 2);
        return parts[0].Length > 0 && !parts[0].Contains('@', StringComparison.Ordinal)
            ? (parts[0], parts.ElementAtOrDefault(1) ?? "")
            : throw new RemoteException($"'{Neutralise.Line(address)}' is not of the form s3://BUCKET/KEY.", RemoteFailure.Unsupported);
    }

    private async Task<RemoteFile?> ObjectAsync(string address, string bucket, string key, CancellationToken cancellation)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellation);
            return new RemoteFile(address, found.ContentLength, found.ETag);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw Failure(address, e);
        }
    }

    private async Task<ListObjectsV2Response> PageAsync(string address, string bucket, string prefix, string? next, CancellationToken cancellation)
    {
        try
        {
            return await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }, cancellation);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"There is no bucket '{bucket}'.", address, e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw Failure(address, e);
        }
    }

    private static IOException Failure(string address, Exception e)
    {
        var shown = Neutralise.Line(address);
        return e switch
        {
            AmazonServiceException { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } =>
                new TransientException(e.Message, inner: e),
            AmazonServiceException lost when (int)lost.StatusCode == 0 => new TransientException(e.Message, inner: e),
            AmazonServiceException { InnerException: HttpRequestException or IOException or OperationCanceledException } =>
                new TransientException(e.Message, inner: e),
            AmazonServiceException refused => new RemoteException(
                $"S3 refuses {shown}: {Neutralise.Line(refused.ErrorCode ?? "")} {Neutralise.Line(refused.Message)}".TrimEnd(), RemoteFailure.Refused, e),
            _ => new RemoteException(
                $"{shown} cannot be read: {Neutralise.Line(e.Message)} Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the "
                    + "machine's role; for public buckets set AWS_NO_SIGN_REQUEST=YES.",
                RemoteFailure.Unavailable,
                e),
        };
    }
}
