using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Judging;

namespace Roundtable.Web.Requests;

/// <summary>A question for a ruling in the query of an address.</summary>
public static class JudgeQuery
{
    /// <summary>Reads it.</summary>
    public static JudgeRequest Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        return new JudgeRequest(
            Text("content"), Text("use"), Text("on"), Text("as"), Text("obtained"), Text("without"), Text("of"), Text("serves"), Text("served-in"));
    }
}
