package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func originHash(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return hex.EncodeToString(sum[:])
}

// serve says where it is and serves until it is killed.
func serve(handler http.HandlerFunc, lines ...string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	fatal(err)
	fmt.Println("http://" + listener.Addr().String())
	for _, line := range lines {
		fmt.Println(line)
	}
	fatal(http.Serve(listener, handler))
}

// serveLog is a small log whose tree, tiles and signatures are those of x/mod.
func serveLog(name, leaves string) {
	size, err := strconv.ParseInt(leaves, 10, 64)
	fatal(err)
	secret, public, err := note.GenerateKey(rand.Reader, name)
	fatal(err)
	signer, err := note.NewSigner(secret)
	fatal(err)
	log := newHistory(signer, "leaf ", size)
	resources := map[string][]byte{"/checkpoint": []byte(log.checkpoint(size))}
	for level := 0; level < 8; level++ {
		for n := int64(0); ; n++ {
			one := tile(level, n, size)
			if one.W <= 0 {
				break
			}
			data, err := tlog.ReadTileData(one, log)
			fatal(err)
			resources["/"+path(one)] = data
			if level > 0 {
				continue
			}
			var bundle []byte
			for index := n * 256; index < n*256+int64(one.W); index++ {
				entry := fmt.Sprint("leaf ", index)
				bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(entry))), entry...)
			}
			one.L = -1
			resources["/"+path(one)] = bundle
		}
	}
	serve(func(w http.ResponseWriter, r *http.Request) {
		body, there := resources[r.URL.Path]
		if !there {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		if r.URL.Path == "/checkpoint" {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		}
		_, _ = w.Write(body)
	}, public)
}

// serveWitness is a small witness of one log, in memory.
func serveWitness(name, logKey string) {
	log, err := note.NewVerifier(logKey)
	fatal(err)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	fatal(err)
	material := append([]byte{4}, public...)
	sum := sha256.Sum256(append([]byte(name+"\n"), material...))
	id := binary.BigEndian.Uint32(sum[:])
	var gate sync.Mutex
	var last tlog.Tree
	var kept string
	serve(func(w http.ResponseWriter, r *http.Request) {
		gate.Lock()
		defer gate.Unlock()
		if r.Method == http.MethodGet && r.URL.Path == "/"+originHash(log.Name())+"/checkpoint" && kept != "" {
			fmt.Fprint(w, kept)
			return
		}
		if r.Method != http.MethodPost || r.URL.Path != "/add-checkpoint" {
			http.NotFound(w, r)
			return
		}
		request, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		status, told := 200, ""
		defer func() {
			if status == 409 {
				w.Header().Set("Content-Type", "text/x.tlog.size")
			}
			w.WriteHeader(status)
			fmt.Fprint(w, told)
		}()
		head, checkpoint, found := strings.Cut(string(request), "\n\n")
		lines := strings.Split(head, "\n")
		old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
		if !found || err != nil || lines[0] != fmt.Sprintf("old %d", old) || old < 0 || len(lines) > 64 {
			status, told = 400, "malformed"
			return
		}
		var proof tlog.TreeProof
		for _, line := range lines[1:] {
			hash, err := tlog.ParseHash(line)
			if err != nil {
				status, told = 400, "malformed proof"
				return
			}
			proof = append(proof, hash)
		}
		if origin, _, _ := strings.Cut(checkpoint, "\n"); origin != log.Name() {
			status, told = 404, "unknown log"
			return
		}
		tree, err := openCheckpoint([]byte(checkpoint), logKey)
		if err != nil {
			status, told = 403, err.Error()
			return
		}
		switch {
		case old > tree.N:
			status, told = 400, "the old size is above the size"
		case old != last.N:
			status, told = 409, fmt.Sprintf("%d\n", last.N)
		case tree.N == 0 && originHash("") != hex.EncodeToString(tree.Hash[:]),
			old == 0 && len(proof) > 0,
			old > 0 && old == tree.N && (tree.Hash != last.Hash || len(proof) > 0),
			old > 0 && old < tree.N && tlog.CheckTree(proof, tree.N, tree.Hash, old, last.Hash) != nil:
			status, told = 422, "inconsistent"
		}
		if status != 200 {
			return
		}
		opened, _ := note.Open([]byte(checkpoint), note.VerifierList(log))
		now := uint64(time.Now().Unix())
		signature := ed25519.Sign(private, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", now, opened.Text)))
		line := binary.BigEndian.AppendUint32(nil, id)
		line = append(binary.BigEndian.AppendUint64(line, now), signature...)
		told = fmt.Sprintf("— %s %s\n", name, base64.StdEncoding.EncodeToString(line))
		signed, _, _ := strings.Cut(checkpoint, "\n\n")
		own := strings.Split(strings.TrimPrefix(checkpoint, signed+"\n\n"), "\n")[0]
		last, kept = tree, signed+"\n\n"+own+"\n"+told
	}, fmt.Sprintf("%s+%08x+%s", name, id, base64.StdEncoding.EncodeToString(material)))
}
