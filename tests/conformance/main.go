// Checks a C2SP log or witness by its address, whoever wrote it: golang.org/x/mod's sumdb/tlog and sumdb/note, and nothing of this project.
//
// usage: conformance new-log NAME                          makes a key for the log that the witness checks need
//
//	conformance log ADDRESS KEY [KEPT-CHECKPOINT]       tlog-tiles, tlog-checkpoint, signed-note
//	conformance witness ADDRESS WITNESS-KEY LOG-SECRET  tlog-witness, tlog-cosignature; the witness must know the log and never have seen it
//	conformance serve-log NAME LEAVES                   a log by x/mod, to check these checks with
//	conformance serve-witness NAME LOG-KEY              a witness by x/mod, likewise
//
// Every check prints one line, "ok" or "FAILED"; the exit code is 1 if one failed.
package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

var failed int

// check tells what was checked, and what was seen where it does not hold.
func check(what string, holds bool, seen string, args ...any) bool {
	if holds {
		fmt.Println("ok", what)
		return true
	}
	failed++
	fmt.Printf("FAILED %s: %s\n", what, fmt.Sprintf(seen, args...))
	return false
}

func fatal(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// response is what a server answered.
type response struct {
	status int
	header http.Header
	body   []byte
}

// media is the media type without its parameters.
func (r response) media() string {
	return strings.TrimSpace(strings.Split(r.header.Get("Content-Type"), ";")[0])
}

var client = &http.Client{
	Timeout:       30 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func do(method, address string, body []byte) response {
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	fatal(err)
	got, err := client.Do(request)
	if err != nil {
		return response{header: http.Header{}, body: []byte(err.Error())}
	}
	defer got.Body.Close()
	read, err := io.ReadAll(io.LimitReader(got.Body, 64<<20))
	if err != nil {
		return response{header: http.Header{}, body: []byte(err.Error())}
	}
	return response{got.StatusCode, got.Header, read}
}

func get(prefix, path string) response { return do(http.MethodGet, prefix+"/"+path, nil) }

func main() {
	arguments := append(os.Args[1:], "", "", "", "")
	switch arguments[0] {
	case "new-log":
		secret, public, err := note.GenerateKey(rand.Reader, arguments[1])
		fatal(err)
		fmt.Println(secret)
		fmt.Println(public)
	case "log":
		checkLog(strings.TrimRight(arguments[1], "/"), arguments[2], arguments[3])
	case "witness":
		checkWitness(strings.TrimRight(arguments[1], "/"), arguments[2], arguments[3])
	case "serve-log":
		serveLog(arguments[1], arguments[2])
	case "serve-witness":
		serveWitness(arguments[1], arguments[2])
	default:
		fmt.Fprintln(os.Stderr, "usage: conformance log ADDRESS KEY [KEPT-CHECKPOINT] | witness ADDRESS WITNESS-KEY LOG-SECRET | new-log NAME")
		os.Exit(64)
	}
	if failed > 0 {
		os.Exit(1)
	}
}
