// Verifies an answered challenge (audit.json of 'roundtable disclose open') by docs/formats/disclosure.md, and an attestation of files ('roundtable disclose
// attest') by docs/formats/file-attestation.md, with Go's standard library and nothing of this project.
//
// usage: verify-audit AUDIT|ATTESTATION LOG-KEY [WITNESS-KEY...]
//
// The witnesses of an audit have to be those of the challenge; without any, those of the challenge are believed. Those of an attestation are all that cosigned. It prints what was found as JSON; the exit code is 1 if
// something does not hold, which is named. Whether a row is what it was counted as is for the reader: -rows FILE writes them.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
)

type commitment struct {
	Format  string   `json:"format"`
	Root    string   `json:"root"`
	Total   totals   `json:"total"`
	Classes []totals `json:"classes"`
}

type totals struct {
	Origin   string   `json:"origin"`
	Models   []string `json:"models"`
	Licences []string `json:"licences"`
	Rows     int64    `json:"rows"`
	Bytes    int64    `json:"bytes"`
	Tokens   int64    `json:"tokenCount"`
}

type challenge struct {
	Format     string `json:"format"`
	Commitment struct {
		Leaf int64  `json:"leaf"`
		Root string `json:"root"`
	} `json:"commitment"`
	Nonce  string `json:"nonce"`
	By     string `json:"by"`
	Unit   string `json:"unit"`
	Sample []struct {
		Class *int64 `json:"class"`
		Draws int64  `json:"draws"`
	} `json:"sample"`
	Witnesses []string `json:"witnesses"`
}

type reveal struct {
	Format     string `json:"format"`
	Challenge  int64  `json:"challenge"`
	Checkpoint string `json:"checkpoint"`
	Nonce      string `json:"nonce"`
}

type stratum struct {
	Drawn     int `json:"drawn"`
	NotOpened int `json:"notOpened"`
	Wrong     int `json:"wrong"`
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func parse(data []byte, into any, what string) {
	if err := json.Unmarshal(data, into); err != nil {
		fail("the %s cannot be read: %v", what, err)
	}
}

// requireCanonical refuses what is not the one form of its JSON (RFC 8785; all names are ASCII) and a line feed, with exactly the members that are known.
func requireCanonical(data []byte, file any) {
	if !bytes.Equal(canonicalOf(file), data) {
		fail("the file is not in canonical form, or has members that are not known")
	}
}

// canonicalOf is the one form of the JSON of a value, and a line feed.
func canonicalOf(file any) []byte {
	written, err := json.Marshal(file)
	if err != nil {
		fail("the file cannot be read: %v", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(written))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		fail("the file cannot be read: %v", err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		fail("the file cannot be read: %v", err)
	}
	return out.Bytes()
}

func main() {
	rowsOut := flag.String("rows", "", "write the opened rows to this file, one JSON object a line")
	flag.Parse()
	if flag.NArg() < 2 {
		fail("usage: verify-audit [-rows FILE] AUDIT|ATTESTATION LOG-KEY [WITNESS-KEY...]")
	}
	data, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		fail("%v", err)
	}
	if isAttestation(data) {
		var witnesses []verifierKey
		for _, text := range flag.Args()[2:] {
			witnesses = append(witnesses, parseKey(text))
		}
		verifyAttestation(flag.Arg(0), data, parseKey(flag.Arg(1)), witnesses)
		return
	}
	var file audit
	parse(data, &file, "file")
	requireCanonical(data, file)
	if file.Format != "roundtable-audit/1" {
		fail("the file is no audit of version 1")
	}

	var ask challenge
	parse(file.Challenge.Document, &ask, "challenge")
	var witnesses []verifierKey
	for _, text := range ask.Witnesses {
		witnesses = append(witnesses, parseKey(text))
	}
	for i, text := range flag.Args()[2:] {
		if len(witnesses) != flag.NArg()-2 || witnesses[i].String() != parseKey(text).String() || !bytes.Equal(witnesses[i].public, parseKey(text).public) {
			fail("the challenge names other witnesses")
		}
	}
	log := parseKey(flag.Arg(1))
	first, last := openNote(file.First, log, witnesses), openNote(file.Last, log, witnesses)

	var corpus commitment
	parse(file.Commitment.document("commitment", first), &corpus, "commitment")
	file.Challenge.document("challenge", first)
	var shown reveal
	parse(file.Reveal.document("revealed nonce", last), &shown, "revealed nonce")
	if corpus.Format != "roundtable-commitment/1" || ask.Format != "roundtable-challenge/1" || shown.Format != "roundtable-reveal/1" {
		fail("a document has another format")
	}
	if ask.Commitment.Leaf != file.Commitment.Index || ask.Commitment.Root != corpus.Root || file.Commitment.Index >= file.Challenge.Index ||
		shown.Challenge != file.Challenge.Index || shown.Checkpoint != file.First || first.size <= file.Challenge.Index || file.Reveal.Index < first.size {
		fail("commitment, challenge, checkpoint and revealed nonce do not refer to each other in this order")
	}

	var all sums
	for i, c := range corpus.Classes {
		all = append(all, classAmount{int64(i), amount{c.Rows, c.Bytes, c.Tokens}})
	}
	checkSums(all)
	total := all.of(nil)
	if total != (amount{corpus.Total.Rows, corpus.Total.Bytes, corpus.Total.Tokens}) {
		fail("the total of the commitment is not the sum of its classes")
	}
	root := node{asHash(fromHex(corpus.Root, 32)), all}
	rows := file.verifyRows(root, total.rows)
	seed := seedOf(ask, shown, first, witnesses)
	strata, used := []stratum{}, map[int]bool{}
	for i, s := range ask.Sample {
		population := all.of(s.Class).in(ask.Unit)
		if population < 1 || s.Draws < 1 {
			fail("a stratum of the challenge is empty")
		}
		strata = append(strata, cover(rows, draw(seed, i, ask.Unit, population, s.Draws), s.Class, ask.Unit, used))
	}
	if len(used) < len(rows) {
		fail("a row is opened that was not drawn: another sample was answered")
	}
	if *rowsOut != "" {
		writeRows(*rowsOut, rows, corpus)
	}
	faults := map[string]string{}
	for _, r := range rows {
		if r.fault != "" {
			faults[fmt.Sprint(r.place)] = r.fault
		}
	}
	result, _ := json.Marshal(map[string]any{"commitment": file.Commitment.Index, "rows": total.rows, "opened": len(rows), "strata": strata, "faults": faults, "by": ask.By})
	fmt.Println(string(result))
}

func seedOf(ask challenge, shown reveal, first checkpoint, witnesses []verifierKey) hash {
	nonce := fromHex(shown.Nonce, 32)
	if sha(nonce) != asHash(fromHex(ask.Nonce, 32)) {
		fail("the nonce is not the one that the challenge committed to")
	}
	text := sha([]byte(first.text))
	parts := [][]byte{[]byte("roundtable-audit-seed/1\n"), fromHex(ask.Commitment.Root, 32), text[:]}
	for _, w := range witnesses {
		parts = append(parts, first.signed[w.String()])
	}
	return sha(append(parts, nonce)...)
}

// draw computes the units of a stratum from the seed.
func draw(seed hash, place int, unit string, population, draws int64) []int64 {
	var drawn []int64
	if unit == "rows" && draws >= population {
		for i := int64(0); i < population; i++ {
			drawn = append(drawn, i)
		}
		return drawn
	}
	size := uint64(population)
	last := ^uint64(0) - (^uint64(0)%size+1)%size
	seen := map[int64]bool{}
	for counter := uint64(0); int64(len(drawn)) < draws; counter++ {
		h := sha(seed[:], binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(nil, uint32(place)), counter))
		number := binary.BigEndian.Uint64(h[:8])
		if one := int64(number % size); number <= last && (unit == "bytes" || !seen[one]) {
			drawn = append(drawn, one)
			seen[one] = true
		}
	}
	return drawn
}

// cover finds the opened row of every draw.
func cover(rows []verified, drawn []int64, class *int64, unit string, used map[int]bool) stratum {
	type extent struct {
		from, count int64
		row         int
	}
	var extents []extent
	for i, r := range rows {
		if class != nil && r.class != *class {
			continue
		}
		from, count := r.from(class != nil, unit)
		if count > 0 {
			extents = append(extents, extent{from, count, i})
		}
	}
	sort.Slice(extents, func(i, j int) bool { return extents[i].from < extents[j].from })
	for i := 1; i < len(extents); i++ {
		if extents[i-1].from+extents[i-1].count > extents[i].from {
			fail("two opened rows cover the same bytes")
		}
	}
	result := stratum{Drawn: len(drawn)}
	for _, d := range drawn {
		at := sort.Search(len(extents), func(i int) bool { return extents[i].from > d }) - 1
		if at < 0 || d >= extents[at].from+extents[at].count {
			result.NotOpened++
			result.Wrong++
			continue
		}
		used[extents[at].row] = true
		if rows[extents[at].row].fault != "" {
			result.Wrong++
		}
	}
	return result
}

func writeRows(path string, rows []verified, corpus commitment) {
	file, err := os.Create(path)
	if err != nil {
		fail("%v", err)
	}
	defer file.Close()
	for _, r := range rows {
		c := corpus.Classes[r.class]
		line, _ := json.Marshal(map[string]any{"place": r.place, "origin": c.Origin, "models": c.Models, "licences": c.Licences, "content": string(r.content)})
		fmt.Fprintln(file, string(line))
	}
}
