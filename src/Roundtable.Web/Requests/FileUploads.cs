using Microsoft.AspNetCore.Http.Metadata;
using Roundtable.Workspace.Attachments;

namespace Roundtable.Web.Requests;

/// <summary>The limit of a request's body where it may carry files beside a question; everywhere else the server's smaller one holds.</summary>
internal sealed class FileUploads : IRequestSizeLimitMetadata
{
    private FileUploads()
    {
    }

    /// <summary>The limit, as metadata of an endpoint.</summary>
    public static FileUploads Limit { get; } = new();

    /// <inheritdoc/>
    public long? MaxRequestBodySize => ContextFile.MaxRequestBytes;
}
